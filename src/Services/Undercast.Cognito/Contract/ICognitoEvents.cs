using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public partial interface ICognito
{
    /// <summary>Gives an app client a second secret.</summary>
    [Operation, Authorize("cognito-idp:AddUserPoolClientSecret", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<TooManyRequestsException>]
    ValueTask<AddUserPoolClientSecretOutput> AddUserPoolClientSecret(AddUserPoolClientSecretInput input, CallContext call);

    /// <summary>Takes one of its two secrets from an app client.</summary>
    [Operation, Authorize("cognito-idp:DeleteUserPoolClientSecret", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<TooManyRequestsException>]
    ValueTask<DeleteUserPoolClientSecretOutput> DeleteUserPoolClientSecret(DeleteUserPoolClientSecretInput input, CallContext call);

    /// <summary>Lists an app client's secrets without their values.</summary>
    [Operation, Authorize("cognito-idp:ListUserPoolClientSecrets", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<TooManyRequestsException>]
    ValueTask<ListUserPoolClientSecretsOutput> ListUserPoolClientSecrets(ListUserPoolClientSecretsInput input, CallContext call);

    /// <summary>Reads the certificate by which SAML providers verify a pool's requests.</summary>
    [Operation, Authorize("cognito-idp:GetSigningCertificate", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<GetSigningCertificateOutput> GetSigningCertificate(GetSigningCertificateInput input, CallContext call);

    /// <summary>Lists what a user did to sign in, the latest first.</summary>
    [Operation, Authorize("cognito-idp:AdminListUserAuthEvents", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<TooManyRequestsException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<UserPoolAddOnNotEnabledException>]
    ValueTask<AdminListUserAuthEventsOutput> AdminListUserAuthEvents(AdminListUserAuthEventsInput input, CallContext call);

    /// <summary>Says whether the user did what an event tells of.</summary>
    [Operation, Authorize("cognito-idp:AdminUpdateAuthEventFeedback", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<TooManyRequestsException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<UserPoolAddOnNotEnabledException>]
    ValueTask<AdminUpdateAuthEventFeedbackOutput> AdminUpdateAuthEventFeedback(AdminUpdateAuthEventFeedbackInput input, CallContext call);
}
