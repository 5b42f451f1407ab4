"""An invented plan in English, with two columns of who and one of when."""

from __future__ import annotations

from .shapes import H, I, P, T, Written


def employment() -> Written:
    """« Ongoing », « Fall 2023 », « To be assessed », lead and partners apart."""
    header = ["Actions", "Lead", "Partners", "Timeline", "Status"]
    return Written(
        "employment",
        [
            H(0, "Action Plan 2023-2024"),
            H(0, "Maple Shore Regional Employment Agreement"),
            P("April 2023"),
            H(1, "Background"),
            P(
                "The Maple Shore Regional Employment Agreement was signed in 2022. Its purpose is to help people find and keep work in the "
                "Maple Shore region. Under section 4 of the agreement, the steering committee adopts the action plan."
            ),
            H(1, "Committees"),
            H(2, "Steering Committee"),
            P("The Steering Committee is made up of Maple Shore County and the Shoreline Employment Centre (SEC). Its mandates are to:"),
            I("Adopt the action plan;"),
            I("Approve the allocation of funds;"),
            I("Recommend the annual report to county council."),
            H(2, "Working Group"),
            P("The Working Group brings together employers and community groups. Its mandates are to:"),
            I("Propose the action plan;"),
            I("Inform the Steering Committee of progress."),
            H(1, "Objective 1: Help job seekers"),
            T(
                [
                    header,
                    ["Hold 5 job fairs", "SEC", "Maple Shore County", "Fall 2023", "Planned"],
                    ["Offer résumé workshops", "SEC", "Harbour Library", "Ongoing", "In progress"],
                    ["Launch a ride-sharing pilot", "Maple Shore County", "Working Group", "By March 2024", ""],
                ]
            ),
            H(1, "Objective 2: Support employers"),
            T(
                [
                    header,
                    ["Survey employers on hiring needs", "Working Group", "Bayview Chamber of Commerce", "Spring 2023", "Done"],
                    ["Train supervisors in inclusive hiring", "Bayview Chamber of Commerce", "SEC", "Q3 2023-2024", ""],
                    ["Create a wage subsidy", "Steering Committee", "", "To be assessed", ""],
                ]
            ),
        ],
        language="en",
    )
