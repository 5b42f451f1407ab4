"""An agreement in English: lead and partners apart, one column of timelines."""

from __future__ import annotations

from .pieces import Heading, Items, Sample, Table, Text, Title

ENGLISH = Sample(
    "action-plan-2023-2024",
    "docx",
    (
        Title("Regional Partnership Agreement on Community Health\nEastern Lakes Region"),
        Heading("Action Plan 2023-2024"),
        Text("April 2023"),
        Heading("Background"),
        Text(
            "The Regional Partnership Agreement on Community Health was signed in 2022 by the Eastern Lakes Health Authority (ELHA), "
            "the Council of Mayors and the Community Network. Its purpose is to improve access to community services in the "
            "Eastern Lakes Region."
        ),
        Heading("Committees"),
        Heading("Steering Committee", 2),
        Text("The Steering Committee is composed of the signatories of the agreement. Its mandate is to:"),
        Items(
            (
                "Adopt the action plan;",
                "Recommend projects to the Council of Mayors;",
                "Approve the annual report.",
            )
        ),
        Heading("Working Committee", 2),
        Text("The mandate of the Working Committee is to:"),
        Items(("Propose the action plan;", "Prepare the annual report;", "Inform the Steering Committee of activities in the region.")),
        Heading("Actions"),
        Heading("Goal 1 – Improve access to services", 2),
        Table(
            (
                ("Action", "Lead", "Partners", "Timeline", "Status"),
                ("Hire a regional coordinator", "ELHA", "Community Network", "Spring 2023", "Completed"),
                ("Map the services offered in each municipality", "Community Network", "Council of Mayors", "Fall 2023", "In progress"),
                ("Run a volunteer driver program", "Community Network", "", "Ongoing", "In progress"),
            ),
            widths=(5, 3, 3, 2, 2),
        ),
        Heading("Goal 2 – Support caregivers", 2),
        Table(
            (
                ("Action", "Lead", "Partners", "Timeline", "Status"),
                ("Hold 4 information sessions for caregivers", "ELHA", "Seniors’ Council", "Winter 2024", ""),
                ("Create a respite fund", "Steering Committee", "ELHA", "To be assessed", ""),
                ("Publish a caregivers’ guide", "Seniors’ Council", "ELHA and Community Network", "March 2024", ""),
            ),
            widths=(5, 3, 3, 2, 2),
        ),
    ),
    language="en",
)
