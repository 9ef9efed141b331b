"""The people of the demo: one for each part, so that who looks around can be each of them by one click."""

from dataclasses import dataclass

from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """`username` is what this person signs in with, `body` the code in the fictional country where it is
    held in one. Who is not `is_offered` fills up a draw and is no button.
    """

    username: str
    title: Words
    role: Role
    body: str = ""
    is_offered: bool = True


SAMPLE_PEOPLE = (
    SamplePerson("manager", Words("مدیر نمونه", "Sample manager"), Role.MANAGER),
    SamplePerson("secretariat", Words("دبیرخانه‌ی نمونه", "Sample secretariat"), Role.SECRETARIAT),
    SamplePerson("approver", Words("تأییدکننده‌ی نمونه", "Sample approver"), Role.APPROVER),
    SamplePerson("auditor", Words("بازرس نمونه", "Sample auditor"), Role.AUDITOR),
    SamplePerson("operator", Words("راهبر نمونه", "Sample operator"), Role.OPERATOR),
    SamplePerson("handler-1", Words("رسیدگی‌کننده‌ی یکم", "First handler"), Role.HANDLER),
    SamplePerson("handler-2", Words("رسیدگی‌کننده‌ی دوم", "Second handler"), Role.HANDLER, is_offered=False),
    SamplePerson("handler-3", Words("رسیدگی‌کننده‌ی سوم", "Third handler"), Role.HANDLER, is_offered=False),
    SamplePerson("second-reader", Words("خواننده‌ی دوم نمونه", "Sample second reader"), Role.SECOND_READER),
    SamplePerson("assessor", Words("ارزیاب نمونه", "Sample assessor"), Role.ASSESSOR),
    SamplePerson(
        "representative-1", Words("نماینده‌ی آب", "Representative of water"), Role.REPRESENTATIVE, "1001"
    ),
    SamplePerson("deputy-1", Words("جانشین نماینده‌ی آب", "Deputy of water"), Role.DEPUTY, "1001"),
    SamplePerson("department-1", Words("واحد چاه‌ها", "Department of wells"), Role.DEPARTMENT_EDITOR, "1001"),
    SamplePerson(
        "representative-2", Words("نماینده‌ی قنات", "Representative of qanats"), Role.REPRESENTATIVE, "1002"
    ),
)
OFFERED = tuple(one for one in SAMPLE_PEOPLE if one.is_offered)
