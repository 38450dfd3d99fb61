"""resolve_speakers(): whom "he", "the minister" and a spokesman's words mean, on little articles."""

import pytest
from stories import speakers_of

ROTH = "Mayor Anna Roth opened the new school in Lund on Monday."
BERG = "Councillor Karl Berg voted for the bridge on Monday."


class TestNames:
    @pytest.mark.parametrize("speaker", ["Karl Berg", "Berg", "Mr Berg", "Councillor Berg"])
    def test_a_name_in_any_form(self, speaker: str) -> None:
        assert speakers_of(f"{BERG}\n\n“I had no choice at all in this,” {speaker} said.") == ["Karl Berg"]

    def test_two_who_speak_together_are_neither(self) -> None:
        text = f"{BERG} Olof Lund is his deputy.\n\n“We had no choice in this,” Karl Berg and Olof Lund said."

        assert speakers_of(text) == [None]

    def test_titles_between_two_who_speak_together_change_nothing(self) -> None:
        text = f"{BERG} Olof Lund is his deputy.\n\n“We had no choice in this,” Mr. Berg and Mr. Lund said."

        assert speakers_of(text) == [None]

    def test_of_two_with_one_surname_the_full_name_decides(self) -> None:
        text = f"{BERG} His wife Anna Berg did not.\n\n“We will not come back here again,” Anna Berg said."

        assert speakers_of(text) == ["Anna Berg"]

    def test_reported_speech_has_its_speaker_too(self) -> None:
        assert speakers_of(f"{BERG} The river is rising by the hour, according to Berg.") == ["Karl Berg"]

    def test_who_after_a_home_is_whoever_lives_there(self) -> None:
        text = "Anna Berg, from Caerphilly, who opened the talks, said: “The river is rising by the hour.”"

        assert speakers_of(text) == ["Anna Berg"]


class TestPronouns:
    def test_across_paragraphs(self) -> None:
        text = (
            f"{ROTH}\n\n“We have waited ten years for this,” she said.\n\n“It was worth the wait,” she added."
        )

        assert speakers_of(text) == ["Anna Roth", "Anna Roth"]

    def test_of_two_men_the_subject_named_last(self) -> None:
        text = f"{BERG}\n\nEngineer Olof Lind drew the plans.\n\n“The river is deeper than that,” he said."

        assert speakers_of(text) == ["Olof Lind"]

    def test_whoever_spoke_last_before_one_whom_he_only_named(self) -> None:
        text = (
            f"{BERG}\n\n“Olof Lind is the best of us all,” Berg said.\n\n"
            "“There is nobody else who knows the river,” he said."
        )

        assert speakers_of(text) == ["Karl Berg", "Karl Berg"]

    def test_a_woman_and_a_man_in_one_sentence(self) -> None:
        text = (
            "Mayor Anna Roth met the engineer Karl Berg.\n\n“It will stand for years,” he said.\n\n"
            "“And we will pay for all of it,” she said."
        )

        assert speakers_of(text) == ["Karl Berg", "Anna Roth"]

    def test_nobody_where_a_woman_was_named_long_after_the_last_subject(self) -> None:
        text = (
            f"{ROTH}\n\nThe hall was full by noon.\n\nAfter the long speeches about the price, everybody "
            "there greeted Maria Berg.\n\n"
            "“It will stand for years,” she said."
        )

        assert speakers_of(text) == [None]

    def test_a_known_man_is_the_he_beside_somebody_whose_first_name_tells_nothing(self) -> None:
        text = (
            "Mayor Quendra Roth met the engineer Karl Berg.\n\n“It will stand for years,” he said.\n\n"
            "“And we will pay for all of it,” she said."
        )

        assert speakers_of(text) == ["Karl Berg", "Quendra Roth"]

    def test_a_listener_between_does_not_take_the_word(self) -> None:
        text = (
            "“The bridge is far too dear for us,” Karl Berg said. Mayor Anna Roth listened.\n\n"
            "“I will vote against it again,” he said."
        )

        assert speakers_of(text) == ["Karl Berg", "Karl Berg"]

    @pytest.mark.parametrize(
        "text",
        [
            "The bridge was closed on Monday.\n\n“I had to walk all the way home,” he said.",
            f"{BERG}\n\n“I had to walk all the way home,” she said.",
        ],
        ids=["nobody named", "only a man"],
    )
    def test_one_that_fits_nobody_stays_open(self, text: str) -> None:
        assert speakers_of(text) == [None]

    def test_somebody_without_a_name_who_spoke_last_takes_the_he(self) -> None:
        text = f"{BERG}\n\nA spokesman for the port said it was too late. “We will not stop now,” he said."

        assert speakers_of(text) == [None, None]
        assert speakers_of(text.replace("he said", "she said").replace(BERG, ROTH)) == [None, "Anna Roth"]

    def test_with_its_verb_cut_short(self) -> None:
        text = f"{BERG} He’s calling the bridge “the worst idea of the year.”"

        assert speakers_of(text) == ["Karl Berg"]

    def test_a_relative_means_the_name_before_it(self) -> None:
        text = "They met Karl Berg (Labour), who said that he would vote against the bridge."

        assert speakers_of(text) == ["Karl Berg"]


class TestPhrases:
    @pytest.mark.parametrize(
        "speaker",
        [
            "the mayor of Lund, Anna Roth",
            "Rep. Anna Roth (D-Ohio), who wrote the bill",
            "Anna Roth, a lawyer from Lund and spokeswoman for the port, which is closed",
        ],
    )
    def test_a_name_inside_a_longer_phrase(self, speaker: str) -> None:
        assert speakers_of(f"“We will not pay a single crown for it,” {speaker}, said.") == ["Anna Roth"]

    def test_a_place_speaks_by_its_bare_name_only(self) -> None:
        said = "“We have nothing to do with it at all,” {} said."

        assert speakers_of(f"Moscow is quiet. {said.format('Moscow')}") == ["Moscow"]
        assert speakers_of(f"Moscow is quiet. {said.format('the Moscow, Idaho-based company')}") == [None]

    def test_a_dateline_is_no_part_of_the_speaker(self) -> None:
        text = "OSLO, Norway (AP) — Karl Berg said that he would vote against the bridge."

        assert speakers_of(text) == ["Karl Berg"]


class TestDescriptions:
    def test_an_office_that_another_has_is_not_whoever_spoke_last(self) -> None:
        first = "“It will cost us all far too much,” spokeswoman Anna Roth said."

        assert speakers_of(f"{first}\n\n“We will look into it,” the governor said.") == ["Anna Roth", None]

    def test_a_short_title_is_the_long_one(self) -> None:
        text = "“It will cost us all,” Sen. Anna Roth said.\n\nKarl Berg came. “No,” the senator said."

        assert speakers_of(text)[-1] == "Anna Roth"

    def test_the_minister_is_the_one_who_has_that_role(self) -> None:
        text = (
            f"Finance Minister Karl Berg spoke in parliament on Monday. {ROTH}\n\n"
            "“There is no money left in the till,” the minister said."
        )

        assert speakers_of(text) == ["Karl Berg"]

    def test_a_role_that_nobody_has_is_nobody(self) -> None:
        text = (
            "“It will cost us all far too much,” Anna Roth said.\n\n“We will look into it,” the judge said."
        )

        assert speakers_of(text) == ["Anna Roth", None]

    def test_a_minister_is_nobody_yet(self) -> None:
        text = f"{BERG}\n\n“There is no money left in the till,” a minister said."

        assert speakers_of(text) == [None]

    @pytest.mark.parametrize(
        "speaker", ["officials", "a passer-by", "one resident", "many people in the town"]
    )
    def test_crowds_and_strangers_stay_open(self, speaker: str) -> None:
        assert speakers_of(f"{BERG}\n\n“Nobody told us a thing about it,” {speaker} said.") == [None]


class TestOrganisations:
    def test_a_named_spokesman_is_himself(self) -> None:
        text = (
            "Shares of Norsk Hydro fell on Monday.\n\n"
            "“We will look into it at once,” Norsk Hydro spokesman Olof Lind said."
        )

        assert speakers_of(text) == ["Olof Lind"]

    def test_an_unnamed_one_is_not_his_organisation(self) -> None:
        text = "Norsk Hydro closed a plant.\n\n“We will look into it,” a spokeswoman for Norsk Hydro said."

        assert speakers_of(text) == [None]

    def test_they_is_the_organisation_that_spoke_last(self) -> None:
        text = (
            "“The numbers are rising in every region,” the World Health Organization said.\n\n"
            "“We need more beds and more nurses,” they said."
        )

        assert speakers_of(text) == ["World Health Organization", "World Health Organization"]

    def test_the_commission_is_the_one_with_that_word_in_its_name(self) -> None:
        text = "The Fisheries Commission met on Monday. “There is little cod left,” the commission said."

        assert speakers_of(text) == ["Fisheries Commission"]
        two = text.replace("met", "and the Trade Commission met")
        assert speakers_of(two) == [None]

    def test_they_after_two_people_stays_open(self) -> None:
        text = "Karl Berg and Anna Roth met on Monday.\n\n“We agree on nothing at all today,” they said."

        assert speakers_of(text) == [None]


def test_it_is_not_an_organisation_before_another_voice() -> None:
    text = (
        "Oxfam said that it was ready. The cause is not known, a statement said. "
        "“The search will go on for as long as the sea allows it,” it added."
    )

    assert speakers_of(text)[-1] is None
