"""The addresses of the door. Only what Ententes uses of the sign-in library is given an address: the rest cannot be reached."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from . import views

urlpatterns = [
    path("compte/", views.account, name="account"),
    path("connexion/", views.SignIn.as_view(), name="account_login"),
    path("connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/nouveau-code/", views.ask_again, name="account_request_login_code"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/second-facteur/", factor.authenticate, name="mfa_authenticate"),
    path("connexion/compte-ferme/", account.account_inactive, name="account_inactive"),
    path("connexion/personnage/", views.demo_sign_in, name="demo_sign_in"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("compte/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("compte/confirmer/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("compte/confirmer/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("compte/mot-de-passe/", account.password_change, name="account_change_password"),
    path("compte/mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("compte/second-facteur/", factor.index, name="mfa_index"),
    path("compte/second-facteur/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("compte/second-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("compte/second-facteur/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("compte/second-facteur/codes/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("compte/second-facteur/codes/fichier/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("compte/second-facteur/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("compte/second-facteur/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("compte/second-facteur/cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("compte/second-facteur/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
