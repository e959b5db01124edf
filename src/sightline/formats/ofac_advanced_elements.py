"""The elements of OFAC's advanced XML: the UN's sanctions schema 1.0 as OFAC publishes it."""

from __future__ import annotations

from sightline.formats.xml_tree import Shape

REFERENCES = {
    # a set of values, and what its values have besides their number
    "AliasType": (), "AreaCode": ("CountryID", "Description", "AreaCodeTypeID"), "AreaCodeType": (),
    "CalendarType": (), "Country": ("Comment", "IS03166-3Code", "ISO3", "ISO2"), "CountryRelevance": (),
    "DecisionMakingBody": ("OrganisationID",), "DetailReference": ("DetailCode",), "DetailType": (),
    "DocNameStatus": (), "EntryEventType": (), "EntryLinkType": (), "ExRefType": (),
    "FeatureType": ("FeatureTypeGroupID",), "FeatureTypeGroup": (), "IDRegDocDateType": (),
    "IDRegDocType": (), "IdentityFeatureLinkType": (),
    "LegalBasis": ("LegalBasisShortRef", "LegalBasisTypeID", "SanctionsProgramID"), "LegalBasisType": (),
    "List": ("Comment",), "LocPartType": (), "LocPartValueStatus": (), "LocPartValueType": (),
    "NamePartType": (), "Organisation": ("CountryID",), "PartySubType": ("PartyTypeID",), "PartyType": (),
    "RelationQuality": (), "RelationType": ("Symmetrical",), "Reliability": (),
    "SanctionsProgram": ("SubsidiaryBodyID",), "SanctionsType": (), "Script": ("ScriptCode",),
    "ScriptStatus": (), "SubsidiaryBody": ("Notional", "DecisionMakingBodyID"), "SupInfoType": (),
    "TargetType": (), "Validity": (),
}  # fmt: skip


def _shape(
    *attributes: str,
    inside: dict[str, Shape] | None = None,
    many: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
) -> Shape:
    return Shape(inside or {}, frozenset({"DeltaAction", *attributes}), frozenset(many), needs)


LEAF = _shape()
DATE = _shape("CalendarTypeID", inside={"Year": LEAF, "Month": LEAF, "Day": LEAF})
_POINT = _shape(inside={"Year": LEAF, "Month": LEAF, "Day": LEAF})
_FIXED = ("Approximate", "YearFixed", "MonthFixed", "DayFixed")
_BOUNDARY = _shape(*_FIXED, inside={"From": _POINT, "To": _POINT})
_DURATION = _shape("Approximate", inside={"Years": LEAF, "Months": LEAF, "Days": LEAF})
PERIOD = _shape(
    "CalendarTypeID", *_FIXED,
    inside={
        "Comment": LEAF, "Start": _BOUNDARY, "End": _BOUNDARY, "DurationMinimum": _DURATION,
        "DurationMaximum": _DURATION,
    },
)  # fmt: skip
_DOCUMENT_REFERENCE = _shape("IDRegDocumentID")
_FEATURE_REFERENCE = _shape("FeatureVersionID")
_RELATION_REFERENCE = _shape("ProfileRelationshipID")
LOCATION = _shape(
    "ID",
    inside={
        "Comment": LEAF,
        "LocationAreaCode": _shape("AreaCodeID"),
        "LocationCountry": _shape("CountryID", "CountryRelevanceID", needs=("@CountryID",)),
        "LocationPart": _shape(
            "LocPartTypeID",
            inside={
                "LocationPartValue": _shape(
                    "Primary", "LocPartValueTypeID", "LocPartValueStatusID",
                    inside={"Comment": LEAF, "Value": LEAF},
                )
            },
            many=("LocationPartValue",),
            needs=("@LocPartTypeID",),
        ),
        "FeatureVersionReference": _FEATURE_REFERENCE,
        "IDRegDocumentReference": _DOCUMENT_REFERENCE,
    },
    many=(
        "LocationAreaCode", "LocationCountry", "LocationPart", "FeatureVersionReference",
        "IDRegDocumentReference",
    ),
    needs=("@ID",),
)  # fmt: skip
DOCUMENT = _shape(
    "ID", "IDRegDocTypeID", "IdentityID", "IssuedBy-CountryID", "IssuedIn-LocationID", "ValidityID",
    inside={
        "Comment": LEAF, "IDRegistrationNo": LEAF, "IssuingAuthority": LEAF,
        "DocumentDate": _shape(
            "IDRegDocDateTypeID", inside={"DatePeriod": PERIOD}, needs=("@IDRegDocDateTypeID",)
        ),
        "IDRegDocumentMention": _shape("IDRegDocumentID", "ReferenceType"),
        "FeatureVersionReference": _FEATURE_REFERENCE,
        "DocumentedNameReference": _shape("DocumentedNameID"),
        "ProfileRelationshipReference": _RELATION_REFERENCE,
    },
    many=(
        "DocumentDate", "IDRegDocumentMention", "FeatureVersionReference", "DocumentedNameReference",
        "ProfileRelationshipReference",
    ),
    needs=("@ID", "@IDRegDocTypeID", "@IdentityID"),
)  # fmt: skip
NAME = _shape(
    "ID", "FixedRef", "DocNameStatusID",
    inside={
        "Comment": LEAF,
        "DocumentedNamePart": _shape(
            "LeadingChars", "TrailingChars",
            inside={
                "NamePartValue": _shape(
                    "NamePartGroupID", "ScriptID", "ScriptStatusID", "Acronym", needs=("@NamePartGroupID",)
                )
            },
        ),
        "DocumentedNameCountry": _shape("CountryID", inside={"Comment": LEAF}),
        "IDRegDocumentReference": _DOCUMENT_REFERENCE,
    },
    many=("DocumentedNamePart", "DocumentedNameCountry", "IDRegDocumentReference"),
    needs=("DocumentedNamePart",),
)  # fmt: skip
IDENTITY = _shape(
    "ID", "FixedRef", "Primary", "False",
    inside={
        "Comment": LEAF,
        "Alias": _shape(
            "FixedRef", "AliasTypeID", "Primary", "LowQuality",
            inside={"Comment": LEAF, "DatePeriod": PERIOD, "DocumentedName": NAME},
            many=("DatePeriod", "DocumentedName"),
            needs=("@AliasTypeID", "@LowQuality", "DocumentedName"),
        ),
        "NamePartGroups": _shape(
            inside={
                "MasterNamePartGroup": _shape(
                    inside={
                        "NamePartGroup": _shape("ID", "NamePartTypeID", needs=("@ID", "@NamePartTypeID"))
                    },
                    many=("NamePartGroup",),
                )
            },
            many=("MasterNamePartGroup",),
        ),
        "IDRegDocumentReference": _DOCUMENT_REFERENCE,
    },
    many=("Alias", "IDRegDocumentReference"),
    needs=("@ID", "Alias"),
)  # fmt: skip
FEATURE = _shape(
    "ID", "FeatureTypeID",
    inside={
        "FeatureVersion": _shape(
            "ID", "ReliabilityID",
            inside={
                "Comment": LEAF,
                "DatePeriod": PERIOD,
                "VersionDetail": _shape("DetailTypeID", "DetailReferenceID"),
                "VersionLocation": _shape("LocationID", needs=("@LocationID",)),
                "IDRegDocumentReference": _DOCUMENT_REFERENCE,
            },
            many=("DatePeriod", "VersionDetail", "VersionLocation", "IDRegDocumentReference"),
        ),
        "IdentityReference": _shape("IdentityID", "IdentityFeatureLinkTypeID"),
    },
    many=("FeatureVersion", "IdentityReference"),
    needs=("@FeatureTypeID",),
)  # fmt: skip
_LINK = {"Description": LEAF, "DirectURL": LEAF}
PARTY = _shape(
    "FixedRef",
    inside={
        "Comment": LEAF,
        "Profile": _shape(
            "ID", "PartySubTypeID",
            inside={
                "Comment": LEAF,
                "Identity": IDENTITY,
                "Feature": FEATURE,
                "SanctionsEntryReference": _shape("SanctionsEntryID"),
                "ExternalReference": _shape(
                    "ExRefTypeID",
                    inside={
                        "Comment": LEAF, "ExRefValue": LEAF, "DirectURL": LEAF,
                        "SubLink": _shape("TargetTypeID", inside=_LINK),
                    },
                    many=("SubLink",),
                ),
            },
            many=("Identity", "Feature", "SanctionsEntryReference", "ExternalReference"),
            needs=("@ID", "@PartySubTypeID", "Identity"),
        ),
    },
    many=("Comment",),
    needs=("Profile",),
)  # fmt: skip
RELATION = _shape(
    "ID", "From-ProfileID", "To-ProfileID", "RelationTypeID", "RelationQualityID", "Former",
    "SanctionsEntryID",
    inside={"Comment": LEAF, "DatePeriod": PERIOD, "IDRegDocumentReference": _DOCUMENT_REFERENCE},
    many=("DatePeriod", "IDRegDocumentReference"),
    needs=("@ID", "@From-ProfileID", "@To-ProfileID", "@RelationTypeID"),
)  # fmt: skip
LISTING = _shape(
    "ID", "ProfileID", "ListID", "EntryProfileRef", "EntryDeltaFlag",
    inside={
        "Comment": LEAF, "LimitationsToListing": LEAF,
        "EntryEvent": _shape(
            "ID", "EntryEventTypeID", "LegalBasisID", inside={"Comment": LEAF, "Date": DATE}
        ),
        "SanctionsMeasure": _shape(
            "ID", "SanctionsTypeID", inside={"Comment": LEAF, "DatePeriod": PERIOD}, many=("DatePeriod",),
            needs=("@SanctionsTypeID",),
        ),
        "SupportingInfo": _shape("ID", "SupInfoTypeID", inside={"Text": LEAF, "DirectURL": LEAF}),
        "ProfileRelationshipReference": _RELATION_REFERENCE,
    },
    many=("EntryEvent", "SanctionsMeasure", "SupportingInfo", "ProfileRelationshipReference"),
    needs=("@ID", "@ProfileID", "@ListID"),
)  # fmt: skip
LINK = _shape(
    "ID", "EntryA-SanctionsEntryID", "EntryB-SanctionsEntryID", "EntryLinkTypeID",
    inside={"Comment": LEAF, "Date": DATE},
)  # fmt: skip


def _holding(tag: str, shape: Shape) -> Shape:
    return Shape({tag: shape}, frozenset({"DeltaAction"}), frozenset({tag}), opened=True)


REFERENCE_SETS = Shape(
    {
        f"{name}Values": Shape(
            {name: Shape(attributes=frozenset({"ID", "DeltaAction", *more}), needs=("@ID",))},
            many=frozenset({name}),
            opened=True,
        )
        for name, more in REFERENCES.items()
    },
    opened=True,
)
LIST = Shape(
    inside={
        "DateOfIssue": DATE,
        "ReferenceValueSets": REFERENCE_SETS,
        "Locations": _holding("Location", LOCATION),
        "IDRegDocuments": _holding("IDRegDocument", DOCUMENT),
        "DistinctParties": _holding("DistinctParty", PARTY),
        "ProfileRelationships": _holding("ProfileRelationship", RELATION),
        "SanctionsEntries": _holding("SanctionsEntry", LISTING),
        "SanctionsEntryLinks": _holding("SanctionsEntryLink", LINK),
    },
    attributes=frozenset({"Version", "DeltaBaseVersion"}),
    needs=("DateOfIssue", "ReferenceValueSets", "DistinctParties", "SanctionsEntries"),
)
