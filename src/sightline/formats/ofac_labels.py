"""The labels OFAC writes before a fact, in the remarks of its CSV and as types of identity in its XML.

Each table says which property a labelled value becomes. A label that no table names is not refused, since
OFAC adds some every year: its whole text is kept as a note.
"""

from __future__ import annotations

NUMBERS = {
    # label: (property of a person, property of anything else); an empty one leaves the part in the notes
    "National ID No.": ("idNumber", "registrationNumber"),
    "National Foreign ID Number": ("idNumber", "registrationNumber"),
    "Identification Number": ("idNumber", "registrationNumber"),
    "Personal ID Card": ("idNumber", ""),
    "Cedula No.": ("idNumber", "registrationNumber"),
    "D.N.I.": ("idNumber", ""),
    "C.U.R.P.": ("idNumber", ""),
    "CNP (Personal Numerical Code)": ("idNumber", ""),
    "Driver's License No.": ("idNumber", ""),
    "Electoral Registry No.": ("idNumber", ""),
    "Cartilla de Servicio Militar Nacional": ("idNumber", ""),
    "SSN": ("idNumber", ""),
    "Birth Certificate Number": ("idNumber", ""),
    "Citizen's Card Number": ("idNumber", ""),
    "Credencial electoral": ("idNumber", ""),
    "I.F.E.": ("idNumber", ""),
    "C.U.I.": ("idNumber", ""),
    "LE Number": ("idNumber", ""),
    "Kenyan ID No.": ("idNumber", ""),
    "Bosnian Personal ID No.": ("idNumber", ""),
    "Moroccan Personal ID No.": ("idNumber", ""),
    "Tazkira National ID Card": ("idNumber", ""),
    "Refugee ID Card": ("idNumber", ""),
    "Stateless Person ID Card": ("idNumber", ""),
    "Romanian Permanent Resident": ("idNumber", ""),
    "Immigration No.": ("idNumber", ""),
    "Public Security and Immigration No.": ("idNumber", ""),
    "VisaNumberID": ("idNumber", ""),
    "Pilot License Number": ("licenseNumber", ""),
    "Numero de Identidad": ("idNumber", ""),
    "Turkish Identification Number": ("idNumber", "registrationNumber"),
    "Travel Document Number": ("idNumber", ""),
    "Passport": ("passportNumber", ""),
    "Diplomatic Passport": ("passportNumber", ""),
    "Stateless Person Passport": ("passportNumber", ""),
    "British National Overseas Passport": ("passportNumber", ""),
    "Residency Number": ("idNumber", ""),
    "Government Gazette Number": ("idNumber", "idNumber"),
    "UK Company Number": ("registrationNumber", "registrationNumber"),
    "Registered Charity No.": ("registrationNumber", "registrationNumber"),
    "File Number": ("registrationNumber", "registrationNumber"),
    "Company Number": ("registrationNumber", "registrationNumber"),
    "Registration Number": ("registrationNumber", "registrationNumber"),
    "Registration ID": ("registrationNumber", "registrationNumber"),
    "Business Registration Number": ("registrationNumber", "registrationNumber"),
    "Business Registration Document #": ("registrationNumber", "registrationNumber"),
    "Business Number": ("registrationNumber", "registrationNumber"),
    "Branch Unit Number": ("registrationNumber", "registrationNumber"),
    "Public Registration Number": ("registrationNumber", "registrationNumber"),
    "Commercial Registry Number": ("registrationNumber", "registrationNumber"),
    "Central Registration System Number": ("registrationNumber", "registrationNumber"),
    "Certificate of Incorporation Number": ("registrationNumber", "registrationNumber"),
    "Chamber of Commerce Number": ("registrationNumber", "registrationNumber"),
    "Dubai Chamber of Commerce Membership No.": ("registrationNumber", "registrationNumber"),
    "Istanbul Chamber of Comm. No.": ("registrationNumber", "registrationNumber"),
    "MSB Registration Number": ("registrationNumber", "registrationNumber"),
    "Enterprise Number": ("registrationNumber", "registrationNumber"),
    "C.R. No.": ("registrationNumber", "registrationNumber"),
    "Folio Mercantil No.": ("registrationNumber", "registrationNumber"),
    "Matricula Mercantil No": ("registrationNumber", "registrationNumber"),
    "BIK (RU)": ("idNumber", "idNumber"),
    "UN/LOCODE": ("", "idNumber"),
    "Trade License No.": ("licenseNumber", "licenseNumber"),
    "Tourism License No.": ("licenseNumber", "licenseNumber"),
    "SRE Permit No.": ("licenseNumber", "licenseNumber"),
    "Afghan Money Service Provider License Number": ("licenseNumber", "licenseNumber"),
    "License": ("licenseNumber", "licenseNumber"),
    "US FEIN": ("taxNumber", "taxNumber"),
    "Tax ID No.": ("taxNumber", "taxNumber"),
    "NIT #": ("taxNumber", "taxNumber"),
    "RUC #": ("taxNumber", "taxNumber"),
    "RIF #": ("taxNumber", "taxNumber"),
    "RTN": ("taxNumber", "taxNumber"),
    "R.F.C.": ("taxNumber", "taxNumber"),
    "C.U.I.T.": ("taxNumber", "taxNumber"),
    "C.I.F.": ("taxNumber", "taxNumber"),
    "Fiscal Code": ("taxNumber", "taxNumber"),
    "Italian Fiscal Code": ("taxNumber", "taxNumber"),
    "Italian Fiscal Code:": ("taxNumber", "taxNumber"),
    "Numero Unico de Identificacao Tributaria (NUIT)": ("taxNumber", "taxNumber"),
    "Paraguayan tax identification number": ("taxNumber", "taxNumber"),
    "V.A.T. Number": ("vatCode", "vatCode"),
    "D-U-N-S Number": ("dunsCode", "dunsCode"),
    "Unified Social Credit Code (USCC)": ("uscCode", "uscCode"),
    "United Social Credit Code Certificate (USCCC)": ("uscCode", "uscCode"),
    "Legal Entity Number": ("leiCode", "leiCode"),
    "Aircraft Manufacturer's Serial Number (MSN)": ("", "serialNumber"),
    "Aircraft Construction Number (also called L/N or S/N or F/N)": ("", "serialNumber"),
    "Aircraft Serial Identification": ("", "serialNumber"),
    "Aircraft Mode S Transponder Code": ("", "icaoCode"),
    "Aircraft Tail Number": ("", "registrationNumber"),
    "Previous Aircraft Tail Number": ("", "registrationNumber"),
}
"""Numbers that issuers give: the label, the country in brackets and the dates go to an Identification."""
WORDS = {
    "POB": "birthPlace",
    "Website": "website",
    "Email Address": "email",
    "EMAIL": "email",
    "Phone Number": "phone",
    "PHONE": "phone",
    "Telephone": "phone",
    "Telephone:": "phone",
    "Phone No.": "phone",
    "Fax": "phone",
    "FAX": "phone",
    "Fax:": "phone",
    "Fax No.": "phone",
    "Alt. Fax:": "phone",
    "Linked To:": "linkedTo",
    "Aircraft Model": "model",
    "Aircraft Operator": "operatorName",
    "Vessel Type": "type",
    "Other Vessel Type": "type",
    "Vessel Call Sign": "callSign",
    "Other Vessel Call Sign": "callSign",
    "Target Type": "classification",
    "Organization Type:": "sector",
    "Position:": "position",
    "Alternate Title,": "position",
    "ethnicity": "ethnicity",
}
OTHERS = {"operatorName": "operator", "ownerName": "owner"}
"""names of another party, and the property that points to its entry where the list has one of that name"""
NATIONS = {
    # label: properties, the first that the schema has
    "nationality": ("nationality",),
    "citizen": ("citizenship",),
    "Nationality of Registration": ("jurisdiction", "country"),
    "Former Vessel Flag": ("pastFlags",),
    "Vessel Flag": ("flag",),
    "Other Vessel Flag": ("flag",),
}
DAYS = {
    "DOB": "birthDate",
    "Organization Established Date": "incorporationDate",
    "Aircraft Manufacture Date": "buildDate",
    "Vessel Year of Build": "buildDate",
}
LISTED = {"Listing Date": "listingDate", "Effective Date": "startDate"}
"""days of the listing itself; the programme stands in brackets: `Listing Date (CMIC) 03 Jun 2021`"""
NAMES = {"a.k.a.": "weakAlias", "f.k.a.": "previousName", "n.k.a.": "alias"}
GENDERS = {"Male": "male", "Female": "female"}
SECURITIES = {"ISIN": "isin", "Equity Ticker": "ticker", "MICEX Code": "ticker"}
ISSUER = "Issuer Name"
GENDER, MMSI, BIC, WALLET = "Gender", "MMSI", "SWIFT/BIC", "Digital Currency Address -"
SHIP = "Vessel Registration Identification"
PROVISIONS = (
    "Additional Sanctions Information -",
    "Secondary sanctions risk:",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
    "CAATSA Section",
    "PEESA Information:",
    "IFCA Determination -",
    "Purchase/Sales For Divestment Date",
)
"""fixed phrases that say what the listing entails; they go whole to the listing's `provisions`"""
TOLD = ("Executive Order 13662 Directive Determination -", "Executive Order 13846 information:")
"""labels of the XML whose values say what the listing entails"""
