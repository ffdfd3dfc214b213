"""Templates of letters: the names that may be used, the template in use, one's own, and a sample filled in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.letter_words import SHORT, TITLES
from xingshen.portal.office.opening import office_call
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.reports.letters.builtin import builtin_template
from xingshen.reports.letters.filling import ITEM_NAMES, ITEMS, NAMES, WANTED, WANTED_OF_ITEMS, WITH_ITEMS
from xingshen.reports.letters.numbering import SERIAL, YEAR, LetterSettings
from xingshen.reports.letters.templating import LARGEST, TemplateDesk, TemplateUnusable
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Role
from xingshen.store.conclusions import letter_settings, letters


class WritingForm(forms.Form):
    """How the office writes."""

    head = forms.CharField(label=gettext_lazy("通知书上方的机关名称"), max_length=40)
    sign = forms.CharField(label=gettext_lazy("落款"), max_length=40)
    pattern = forms.CharField(label=gettext_lazy("文号格式"), max_length=50)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("%(year)s 换成年份，%(serial)s 换成当年的顺序号。")
        self.fields["pattern"].help_text = words % {"year": YEAR, "serial": SERIAL}


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def template_list(request: HttpRequest, call_id: int) -> HttpResponse:
    """All kinds with the template in use; POST settles how the office writes."""
    call = office_call(call_id)
    now = letter_settings.of_call(call)
    initial = {"head": now.head, "sign": now.sign, "pattern": now.pattern}
    form = WritingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = LetterSettings(**form.cleaned_data)
            letter_settings.change(call, wanted, actor_of(request), origin_of(request))
        except ValueError as error:
            form.add_error("pattern", tell(error))
        else:
            messages.success(request, _("已保存，以后发出的通知书照此书写。"))
            return redirect("office:letter_templates", call.pk)
    own = letter_settings.own_templates(call.pk)
    kinds = [(kind.value, TITLES[kind], own.get(kind.value)) for kind in LetterKind]
    return render(request, "office/letters/templates.html", {"call": call, "form": form, "kinds": kinds})


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def template_page(request: HttpRequest, call_id: int, kind: str) -> HttpResponse:
    """One kind: POST ``step`` try gives the sample of the uploaded template, use puts it into use."""
    call, letter, problems = office_call(call_id), _kind(kind), []
    upload = request.FILES.get("file")
    if request.method == "POST" and upload is None:
        problems = [_("请选择要上传的 Word 模板。")]
    elif request.method == "POST" and upload is not None:
        content = upload.read(LARGEST + 1)
        if request.POST.get("step") == "try":
            problems = [tell(each) for each in letter_settings.problems_of(content, letter)]
            if not problems:
                return _sample(request, call, letter, content)
        else:
            name, actor = str(upload.name), actor_of(request)
            found = letter_settings.replace_template(call, letter, name, [content], actor, origin_of(request))
            problems = [tell(each) for each in found]
            if not problems:
                messages.success(request, _("模板已启用，以后发出的通知书用它。"))
                return redirect("office:letter_template", call.pk, kind)
    context = {**_context(call, letter), "problems": problems}
    return render(request, "office/letters/template.html", context, status=422 if problems else 200)


@only(Role.OFFICE)
def template_file(request: HttpRequest, call_id: int, kind: str) -> HttpResponse:
    """The template in use, or with ``builtin=1`` the built-in one, to be changed in Word."""
    call, letter = office_call(call_id), _kind(kind)
    built_in = request.GET.get("builtin") == "1"
    content = builtin_template(letter) if built_in else letter_settings.template_of(call.pk, letter)
    return _docx(content, _("%(letter)s模板.docx") % {"letter": SHORT[letter]})


@only(Role.OFFICE)
def template_sample(request: HttpRequest, call_id: int, kind: str) -> HttpResponse:
    """A made-up letter in the template in use."""
    call, letter = office_call(call_id), _kind(kind)
    return _sample(request, call, letter, letter_settings.template_of(call.pk, letter))


@only(Role.OFFICE)
@require_POST
def use_builtin(request: HttpRequest, call_id: int, kind: str) -> HttpResponse:
    """Back to the built-in template."""
    call = office_call(call_id)
    letter_settings.use_builtin(call, _kind(kind), actor_of(request), origin_of(request))
    messages.success(request, _("已恢复内置模板。"))
    return redirect("office:letter_template", call.pk, kind)


def _sample(request: HttpRequest, call: Any, letter: LetterKind, template: bytes) -> HttpResponse:
    verify = settings.XS.base_url + reverse("public:letter")
    try:
        with TemplateDesk() as desk:
            content = letters.sample(call, letter, template, desk, verify)
    except TemplateUnusable as error:
        context = {**_context(call, letter), "problems": [tell(error)]}
        return render(request, "office/letters/template.html", context, status=422)
    return _docx(content, _("%(letter)s样例.docx") % {"letter": SHORT[letter]})


def _context(call: Any, letter: LetterKind) -> dict[str, Any]:
    names = [(name, tell(about)) for name, about in NAMES.items()]
    of_items = [(name, tell(about)) for name, about in ITEM_NAMES.items()] if letter in WITH_ITEMS else []
    return {
        "call": call,
        "kind": letter.value,
        "title": TITLES[letter],
        "own": letter_settings.own_templates(call.pk).get(letter.value),
        "names": names,
        "item_names": of_items,
        "items": ITEMS,
        "wanted": [*WANTED[letter], *(WANTED_OF_ITEMS if letter in WITH_ITEMS else ())],
    }


def _kind(text: str) -> LetterKind:
    try:
        return LetterKind(text)
    except ValueError:
        raise Http404 from None


def _docx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=letters.DOCX_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
