from __future__ import annotations

from datetime import UTC, datetime

import pytest
import typst

from sightline.reports import typesetting

DAY = datetime(2026, 3, 2, tzinfo=UTC)
TEMPLATE = b'#set document(title: "x")\n#json(bytes(sys.inputs.content)).words'


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document is large enough for a process of its own."""
    monkeypatch.setattr(typesetting, "LARGE", 0)


def test_a_process_of_its_own_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    here = typesetting.compiled(TEMPLATE, '{"words": "류경 and é"}', DAY, ())
    monkeypatch.setattr(typesetting, "LARGE", 0)
    assert typesetting.compiled(TEMPLATE, '{"words": "류경 and é"}', DAY, ()) == here


@pytest.mark.usefixtures("apart")
def test_a_fault_of_the_document_is_told_as_one() -> None:
    with pytest.raises(typst.TypstError, match="unknown variable: nothing"):
        typesetting.compiled(b"#nothing", "{}", DAY, ())
