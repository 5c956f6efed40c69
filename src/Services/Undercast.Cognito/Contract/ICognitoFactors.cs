using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public partial interface ICognito
{
    /// <summary>Says which second factors and passkeys a pool has.</summary>
    [Operation, Authorize("cognito-idp:SetUserPoolMfaConfig", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<FeatureUnavailableInTierException>]
    ValueTask<SetUserPoolMfaConfigOutput> SetUserPoolMfaConfig(SetUserPoolMfaConfigInput input, CallContext call);

    /// <summary>Gives a user the seed of an authenticator app.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>, Throws<SoftwareTokenMFANotFoundException>]
    ValueTask<AssociateSoftwareTokenOutput> AssociateSoftwareToken(AssociateSoftwareTokenInput input, CallContext call);

    /// <summary>Registers an authenticator app that shows the right code.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>, Throws<EnableSoftwareTokenMFAException>, Throws<SoftwareTokenMFANotFoundException>, Throws<CodeMismatchException>]
    ValueTask<VerifySoftwareTokenOutput> VerifySoftwareToken(VerifySoftwareTokenInput input, CallContext call);

    /// <summary>Turns second factors of the signed-in user on and off.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<SetUserMFAPreferenceOutput> SetUserMFAPreference(SetUserMFAPreferenceInput input, CallContext call);

    /// <summary>Turns second factors of a user on and off.</summary>
    [Operation, Authorize("cognito-idp:AdminSetUserMFAPreference", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<AdminSetUserMFAPreferenceOutput> AdminSetUserMFAPreference(AdminSetUserMFAPreferenceInput input, CallContext call);

    /// <summary>Turns SMS codes of the signed-in user on, in the older way.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<SetUserSettingsOutput> SetUserSettings(SetUserSettingsInput input, CallContext call);

    /// <summary>Turns SMS codes of a user on, in the older way.</summary>
    [Operation, Authorize("cognito-idp:AdminSetUserSettings", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminSetUserSettingsOutput> AdminSetUserSettings(AdminSetUserSettingsInput input, CallContext call);

    /// <summary>Lists what the signed-in user can sign in with.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<GetUserAuthFactorsOutput> GetUserAuthFactors(GetUserAuthFactorsInput input, CallContext call);

    /// <summary>Begins the registration of a passkey.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<NotAuthorizedException>, Throws<WebAuthnNotEnabledException>, Throws<PasswordResetRequiredException>, Throws<WebAuthnConfigurationMissingException>]
    ValueTask<StartWebAuthnRegistrationOutput> StartWebAuthnRegistration(StartWebAuthnRegistrationInput input, CallContext call);

    /// <summary>Registers a passkey that its authenticator has made.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<NotAuthorizedException>, Throws<WebAuthnNotEnabledException>, Throws<WebAuthnChallengeNotFoundException>, Throws<WebAuthnRelyingPartyMismatchException>, Throws<WebAuthnClientMismatchException>, Throws<WebAuthnOriginNotAllowedException>, Throws<PasswordResetRequiredException>, Throws<WebAuthnCredentialNotSupportedException>]
    ValueTask<CompleteWebAuthnRegistrationOutput> CompleteWebAuthnRegistration(CompleteWebAuthnRegistrationInput input, CallContext call);

    /// <summary>Lists the passkeys of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<PasswordResetRequiredException>, Throws<NotAuthorizedException>]
    ValueTask<ListWebAuthnCredentialsOutput> ListWebAuthnCredentials(ListWebAuthnCredentialsInput input, CallContext call);

    /// <summary>Removes a passkey of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<PasswordResetRequiredException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteWebAuthnCredentialOutput> DeleteWebAuthnCredential(DeleteWebAuthnCredentialInput input, CallContext call);

    /// <summary>Begins to track a device that a sign-in has named.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<InvalidPasswordException>, Throws<InvalidLambdaResponseException>, Throws<UsernameExistsException>, Throws<InvalidUserPoolConfigurationException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>, Throws<DeviceKeyExistsException>]
    ValueTask<ConfirmDeviceOutput> ConfirmDevice(ConfirmDeviceInput input, CallContext call);

    /// <summary>Reads a device of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<GetDeviceOutput> GetDevice(GetDeviceInput input, CallContext call);

    /// <summary>Lists the devices of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<InvalidUserPoolConfigurationException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<ListDevicesOutput> ListDevices(ListDevicesInput input, CallContext call);

    /// <summary>Removes a device of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<InvalidUserPoolConfigurationException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask ForgetDevice(ForgetDeviceInput input, CallContext call);

    /// <summary>Remembers a device of the signed-in user, or no longer.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<InvalidUserPoolConfigurationException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<UpdateDeviceStatusOutput> UpdateDeviceStatus(UpdateDeviceStatusInput input, CallContext call);

    /// <summary>Reads a device of a user.</summary>
    [Operation, Authorize("cognito-idp:AdminGetDevice", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>]
    ValueTask<AdminGetDeviceOutput> AdminGetDevice(AdminGetDeviceInput input, CallContext call);

    /// <summary>Lists the devices of a user.</summary>
    [Operation, Authorize("cognito-idp:AdminListDevices", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>]
    ValueTask<AdminListDevicesOutput> AdminListDevices(AdminListDevicesInput input, CallContext call);

    /// <summary>Removes a device of a user.</summary>
    [Operation, Authorize("cognito-idp:AdminForgetDevice", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask AdminForgetDevice(AdminForgetDeviceInput input, CallContext call);

    /// <summary>Remembers a device of a user, or no longer.</summary>
    [Operation, Authorize("cognito-idp:AdminUpdateDeviceStatus", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<InvalidUserPoolConfigurationException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminUpdateDeviceStatusOutput> AdminUpdateDeviceStatus(AdminUpdateDeviceStatusInput input, CallContext call);
}
