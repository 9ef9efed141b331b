"""Addresses of what the office begins with: the reader's own work, the first hour, methods, the agreement."""

from django.urls import path

from sanjeh.web.office import (
    acceptance_file,
    agreement,
    consultation,
    emptying,
    gaps,
    home,
    methods,
    offer,
    start,
)

urlpatterns = [
    path("", home.Today.as_view(), name="home"),
    path("start/", start.Start.as_view(), name="start"),
    path("start/empty/", emptying.Emptying.as_view(), name="empty-demo"),
    path("methods/", methods.Methods.as_view(), name="methods"),
    path("methods/shipped/<slug:code>/", methods.ShippedMethod.as_view(), name="method-shipped"),
    path("methods/<slug:code>/force/", methods.MethodForce.as_view(), name="method-force"),
    path("offer/", offer.AgreementOffer.as_view(), name="offer"),
    path(
        "offer/<int:number>/<slug:body>.pdf",
        acceptance_file.AcceptanceFile.as_view(),
        name="acceptance-file",
    ),
    path(
        "offer/<int:number>/<slug:body>-proof.json",
        acceptance_file.AcceptanceProof.as_view(),
        name="acceptance-proof",
    ),
    path("consultation/", consultation.Consultation.as_view(), name="consultation"),
    path("agreement/comments/<int:number>/", consultation.CommentAnswered.as_view(), name="comment-answer"),
    path("agreement/", agreement.Agreements.as_view(), name="agreement"),
    path("agreement/gaps/", gaps.Gaps.as_view(), name="gaps"),
    path("agreement/gaps/<int:number>/", gaps.GapProposed.as_view(), name="gap"),
    path("agreement/<int:number>/", agreement.AgreementConfirmed.as_view(), name="agreement-version"),
    *(
        path(
            f"agreement/<int:number>/{word}/",
            agreement.AgreementMoved.as_view(move=move),
            name=f"agreement-{word}",
        )
        for word, move in agreement.MOVES.items()
    ),
]
