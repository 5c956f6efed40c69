using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public partial interface IIam
{
    /// <summary>Gives a user a password.</summary>
    [Operation, Authorize("iam:CreateLoginProfile", "{User(UserName)}")]
    [Throws<EntityAlreadyExistsException>, Throws<NoSuchEntityException>, Throws<PasswordPolicyViolationException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask<CreateLoginProfileOutput> CreateLoginProfile(CreateLoginProfileInput input, CallContext call);

    /// <summary>Tells when a user's password was made.</summary>
    [Operation, Authorize("iam:GetLoginProfile", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetLoginProfileOutput> GetLoginProfile(GetLoginProfileInput input, CallContext call);

    /// <summary>Sets a user's password.</summary>
    [Operation, Authorize("iam:UpdateLoginProfile", "{User(UserName)}")]
    [Throws<EntityTemporarilyUnmodifiableException>, Throws<NoSuchEntityException>, Throws<PasswordPolicyViolationException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask UpdateLoginProfile(UpdateLoginProfileInput input, CallContext call);

    /// <summary>Takes a user's password away.</summary>
    [Operation, Authorize("iam:DeleteLoginProfile", "{User(UserName)}")]
    [Throws<EntityTemporarilyUnmodifiableException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteLoginProfile(DeleteLoginProfileInput input, CallContext call);

    /// <summary>Changes the caller's own password; needs no policy where the account lets its users do so.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<NoSuchEntityException>, Throws<InvalidUserTypeException>, Throws<LimitExceededException>, Throws<EntityTemporarilyUnmodifiableException>, Throws<PasswordPolicyViolationException>, Throws<ServiceFailureException>]
    ValueTask ChangePassword(ChangePasswordInput input, CallContext call);

    /// <summary>Reads the rules for passwords.</summary>
    [Operation, Authorize("iam:GetAccountPasswordPolicy", "*")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetAccountPasswordPolicyOutput> GetAccountPasswordPolicy(GetAccountPasswordPolicyInput input, CallContext call);

    /// <summary>Sets the rules for passwords; what is left out falls back to its default.</summary>
    [Operation, Authorize("iam:UpdateAccountPasswordPolicy", "*")]
    [Throws<NoSuchEntityException>, Throws<MalformedPolicyDocumentException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask UpdateAccountPasswordPolicy(UpdateAccountPasswordPolicyInput input, CallContext call);

    /// <summary>Takes the rules for passwords away.</summary>
    [Operation, Authorize("iam:DeleteAccountPasswordPolicy", "*")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteAccountPasswordPolicy(DeleteAccountPasswordPolicyInput input, CallContext call);
}
