"""Words of the glossary are explained where they stand."""

import re

import pytest

from explainer.library import Library
from explainer.loading.loader import library
from explainer.model import Term
from explainer.outputs.static_copy import page
from explainer.terms import explained

CONTENT: Library = library()
TERMS = [term for term in CONTENT.glossary if term.forms]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_the_first_word_of_a_term_leads_to_it_and_no_later_one(term: Term) -> None:
    word = term.forms[0]
    said = explained(f"It is {word}. Again {word}, [{word}](#here), and [@{word}] too.", CONTENT)
    assert said == f"It is [{word}](sources#{term.anchor}). Again {word}, [{word}](#here), and [@{word}] too."


def test_no_word_stands_for_two_terms_and_none_is_found_inside_another() -> None:
    forms = [form.lower() for term in TERMS for form in term.forms]
    assert len(set(forms)) == len(forms)
    assert explained("Unrelapsed respondents placebos", CONTENT) == "Unrelapsed respondents placebos"


def test_every_explained_word_of_the_copy_leads_to_its_entry() -> None:
    copy = page(CONTENT)
    led = set(re.findall(r'href="#(term-[a-z-]+)"', copy))
    assert len(led) > len(TERMS) / 2
    assert all(f'id="{anchor}"' in copy for anchor in led)
