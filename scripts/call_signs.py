"""Write which state a call sign is of: `detectors/sea/data/call_signs.csv`, by its first letters and digits.

The series are those of the table that hamkit-itu 0.0.1 (PyPI, MIT) takes from the ITU's Radio Regulations
(Appendix 42); they were not compared with the ITU's own and are unverified. Run with a Python that has that
package: `python scripts/call_signs.py`.
"""

from __future__ import annotations

from pathlib import Path

from hamkit.itu import ITU_PREFIXES  # type: ignore[import-not-found,unused-ignore]

INTO = Path(__file__).parents[1] / "src/sightline/detectors/sea/data/call_signs.csv"
LONGEST = 3
HEAD = (
    "# Call sign series and the state they are of (ISO alpha-2): ITU Radio Regulations, Appendix 42, as\n"
    "# hamkit-itu 0.0.1 (PyPI, MIT) has them; not compared with the ITU's own, unverified. Of several\n"
    "# that fit the longest counts. Written by scripts/call_signs.py.\n"
    "begins,state\n"
)


def main() -> None:
    """Write the table."""
    rows = sorted(
        {
            (one.prefix, one.country_code.lower())
            for one in ITU_PREFIXES
            if one.country_code and len(one.prefix) <= LONGEST
        }
    )
    INTO.write_text(HEAD + "".join(f"{begins},{state}\n" for begins, state in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
