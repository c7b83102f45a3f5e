"""Fields are drawn with their label, help and fault tied to them."""

import pytest
from django import forms

from config.form_controls import control_kind, summary_of
from config.jinja import pages
from tests.frontend.markup import faults


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the licence")
    on = forms.DateField(label="On")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label="Many", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    place = forms.ChoiceField(label="Place", choices=[("1", "One")], required=False)
    yes = forms.BooleanField(label="Yes", required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form, name: str, **arguments: object) -> str:
    template = pages().from_string(
        '{% from "components/field.html" import field %}{{ field(form[name], **arguments) }}'
    )
    return template.render(form=form, name=name, arguments=arguments)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "input"),
        ("kind", "radio"),
        ("many", "checkboxes"),
        ("place", "select"),
        ("yes", "checkbox"),
        ("secret", "password"),
        ("key", "hidden"),
    ],
)
def test_each_widget_has_its_kind(name: str, kind: str) -> None:
    assert control_kind(Sample()[name]) == kind


@pytest.mark.parametrize("name", list(Sample().fields))
@pytest.mark.parametrize("data", [None, {}])
def test_every_kind_is_valid_and_labelled(name: str, data: dict[str, str] | None) -> None:
    assert faults(drawn(Sample(data), name), fragment=True) == []


def test_a_fault_stands_beside_the_field_and_describes_it() -> None:
    html = drawn(Sample({}), "name")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name-error id_name-help"' in html
    assert 'id="id_name-error"' in html
    assert 'id="id_name-help"' in html


def test_a_date_is_a_native_date_input_with_an_iso_value() -> None:
    html = drawn(Sample(initial={"on": "2026-05-07"}), "on")
    assert 'type="date"' in html
    assert 'value="2026-05-07"' in html


def test_what_a_user_typed_is_escaped() -> None:
    html = drawn(Sample({"name": '"><script>x</script>'}), "name", help="<b>")
    assert "<script>" not in html
    assert "<b>" not in html


def test_the_summary_leads_to_the_fields_in_their_order() -> None:
    form = Sample({"place": "9"})
    form.add_error(None, "Together they are wrong")
    targets = [target for target, _words in summary_of(form, [("#files", "A file is missing")])]
    assert targets == ["", "#id_name", "#id_on", "#id_kind", "#id_place", "#files"]
    assert summary_of(Sample()) == []
