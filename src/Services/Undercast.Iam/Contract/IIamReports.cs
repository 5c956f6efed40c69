using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public partial interface IIam
{
    /// <summary>Makes the report of all users' credentials, unless there is a fresh one.</summary>
    [Operation, Authorize("iam:GenerateCredentialReport", "*")]
    [Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask<GenerateCredentialReportOutput> GenerateCredentialReport(GenerateCredentialReportInput input, CallContext call);

    /// <summary>Reads the report of all users' credentials.</summary>
    [Operation, Authorize("iam:GetCredentialReport", "*")]
    [Throws<CredentialReportNotPresentException>, Throws<CredentialReportExpiredException>, Throws<CredentialReportNotReadyException>, Throws<ServiceFailureException>]
    ValueTask<GetCredentialReportOutput> GetCredentialReport(GetCredentialReportInput input, CallContext call);

    /// <summary>Tells when, where and for what a key was last used.</summary>
    [Operation, Authorize("iam:GetAccessKeyLastUsed", "*")]
    ValueTask<GetAccessKeyLastUsedOutput> GetAccessKeyLastUsed(GetAccessKeyLastUsedInput input, CallContext call);

    /// <summary>Works out which of the services that an entity may use it has used.</summary>
    [Operation, Authorize("iam:GenerateServiceLastAccessedDetails", "{Arn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>]
    ValueTask<GenerateServiceLastAccessedDetailsOutput> GenerateServiceLastAccessedDetails(GenerateServiceLastAccessedDetailsInput input, CallContext call);

    /// <summary>Reads what was worked out, service by service.</summary>
    [Operation, Authorize("iam:GetServiceLastAccessedDetails", "*")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>]
    ValueTask<GetServiceLastAccessedDetailsOutput> GetServiceLastAccessedDetails(GetServiceLastAccessedDetailsInput input, CallContext call);

    /// <summary>Reads who has used one service.</summary>
    [Operation, Authorize("iam:GetServiceLastAccessedDetailsWithEntities", "*")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>]
    ValueTask<GetServiceLastAccessedDetailsWithEntitiesOutput> GetServiceLastAccessedDetailsWithEntities(GetServiceLastAccessedDetailsWithEntitiesInput input, CallContext call);

    /// <summary>Lists the policies that let an entity use given services.</summary>
    [Operation, Authorize("iam:ListPoliciesGrantingServiceAccess", "{Arn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>]
    ValueTask<ListPoliciesGrantingServiceAccessOutput> ListPoliciesGrantingServiceAccess(ListPoliciesGrantingServiceAccessInput input, CallContext call);

    /// <summary>Reads every user, group, role and managed policy of the account.</summary>
    [Operation, Authorize("iam:GetAccountAuthorizationDetails", "*")]
    [Throws<ServiceFailureException>]
    ValueTask<GetAccountAuthorizationDetailsOutput> GetAccountAuthorizationDetails(GetAccountAuthorizationDetailsInput input, CallContext call);

    /// <summary>Lists the condition keys that policies ask for.</summary>
    [Operation, Authorize("iam:GetContextKeysForCustomPolicy", "*")]
    [Throws<InvalidInputException>]
    ValueTask<GetContextKeysForCustomPolicyOutput> GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyInput input, CallContext call);

    /// <summary>Lists the condition keys that the policies of a user, group or role ask for.</summary>
    [Operation, Authorize("iam:GetContextKeysForPrincipalPolicy", "{PolicySourceArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>]
    ValueTask<GetContextKeysForPrincipalPolicyOutput> GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyInput input, CallContext call);

    /// <summary>Sets the version of the global endpoint's tokens, which the account's summary shows.</summary>
    [Operation, Authorize("iam:SetSecurityTokenServicePreferences", "*")]
    [Throws<ServiceFailureException>]
    ValueTask SetSecurityTokenServicePreferences(SetSecurityTokenServicePreferencesInput input, CallContext call);
}
