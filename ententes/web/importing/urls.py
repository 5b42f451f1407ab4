"""Addresses of documents on their way to becoming an agreement."""

from django.urls import path

from . import views

urlpatterns = [
    path("importer/", views.bring, name="import"),
    path("importer/<int:upload>/", views.upload, name="upload"),
    path("importer/<int:upload>/avancement/", views.progress, name="upload_progress"),
    path("importer/<int:upload>/fichier/", views.file, name="upload_file"),
    path("importer/<int:upload>/element/<str:key>/", views.item, name="upload_item"),
    path("importer/<int:upload>/corriger/<str:key>/", views.correct, name="upload_correct"),
    path("importer/<int:upload>/ecarter/<str:key>/", views.dismiss, name="upload_dismiss"),
    path("importer/<int:upload>/reprendre/<str:key>/", views.restore, name="upload_restore"),
    path("importer/<int:upload>/batir/", views.build, name="upload_build"),
    path("importer/<int:upload>/annuler/", views.undo, name="upload_undo"),
    path("importer/<int:upload>/encore/", views.again, name="upload_again"),
]
