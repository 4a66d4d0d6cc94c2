"""A picture of each team, beside the page that lists them: docs/teams/portraits.yml."""

from __future__ import annotations

from pydantic import Field

from showcase.records.kind import Kind
from showcase.records.record import Record, RecordPhoto
from showcase.records.references import TeamRef


class Portrait(Record):
    team: TeamRef = Field(title="班组", examples=["zaocan"])
    photo: RecordPhoto = Field(title="照片", examples=["{file: heying.jpg, alt: 七个人站在蒸笼前, credit: 一食堂, consent: team}"])  # fmt: skip


PORTRAITS = Kind(name="portraits", label="班组照片", folder="teams", record=Portrait, tabled=False)
