"""Addresses of messages for staff and for everybody who is written to."""

from django.urls import path

from sanjeh.web.office import inbox, mail, messages, messages_again, redirects

urlpatterns = [
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("inbox/<int:number>/seen/", inbox.Acknowledgement.as_view(), name="inbox-seen"),
    path("mail/<int:number>/", mail.Mail.as_view(), name="mail"),
    path("mail/<int:number>/files/<int:place>/", mail.MailFile.as_view(), name="mail-file"),
    path("redirects/", redirects.Redirects.as_view(), name="redirects"),
    path("messages/", messages.Messages.as_view(), name="messages"),
    path("messages/chase/", messages.Chase.as_view(), name="messages-chase"),
    path("messages/again/", messages_again.SentAgain.as_view(), name="messages-again"),
    path("messages/<int:number>/again/", messages.TryAgain.as_view(), name="message-again"),
    path("messages/<int:number>/posted/", messages.PostedLetter.as_view(), name="letter-posted"),
    path("messages/<int:number>/letter.pdf", messages.LetterFile.as_view(), name="letter"),
]
