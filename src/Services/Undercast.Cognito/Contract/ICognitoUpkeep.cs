using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public partial interface ICognito
{
    /// <summary>Makes an import of users, with an address to which their file goes.</summary>
    [Operation, Authorize("cognito-idp:CreateUserImportJob", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<PreconditionNotMetException>, Throws<NotAuthorizedException>, Throws<LimitExceededException>]
    ValueTask<CreateUserImportJobOutput> CreateUserImportJob(CreateUserImportJobInput input, CallContext call);

    /// <summary>Reads how an import of users stands.</summary>
    [Operation, Authorize("cognito-idp:DescribeUserImportJob", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeUserImportJobOutput> DescribeUserImportJob(DescribeUserImportJobInput input, CallContext call);

    /// <summary>Lists a pool's imports of users, the latest first.</summary>
    [Operation, Authorize("cognito-idp:ListUserImportJobs", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<ListUserImportJobsOutput> ListUserImportJobs(ListUserImportJobsInput input, CallContext call);

    /// <summary>Begins an import whose file is there.</summary>
    [Operation, Authorize("cognito-idp:StartUserImportJob", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<PreconditionNotMetException>, Throws<NotAuthorizedException>]
    ValueTask<StartUserImportJobOutput> StartUserImportJob(StartUserImportJobInput input, CallContext call);

    /// <summary>Ends an import before it is through.</summary>
    [Operation, Authorize("cognito-idp:StopUserImportJob", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<PreconditionNotMetException>, Throws<NotAuthorizedException>]
    ValueTask<StopUserImportJobOutput> StopUserImportJob(StopUserImportJobInput input, CallContext call);

    /// <summary>Reads which columns the file of an import has.</summary>
    [Operation, Authorize("cognito-idp:GetCSVHeader", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<GetCSVHeaderOutput> GetCSVHeader(GetCSVHeaderInput input, CallContext call);

    /// <summary>Stores what threat protection would do, for a pool or one of its clients.</summary>
    [Operation, Authorize("cognito-idp:SetRiskConfiguration", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<SetRiskConfigurationOutput> SetRiskConfiguration(SetRiskConfigurationInput input, CallContext call);

    /// <summary>Reads what threat protection would do.</summary>
    [Operation, Authorize("cognito-idp:DescribeRiskConfiguration", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeRiskConfigurationOutput> DescribeRiskConfiguration(DescribeRiskConfigurationInput input, CallContext call);

    /// <summary>Stores where a pool's detailed logs would go.</summary>
    [Operation, Authorize("cognito-idp:SetLogDeliveryConfiguration", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>, Throws<FeatureUnavailableInTierException>]
    ValueTask<SetLogDeliveryConfigurationOutput> SetLogDeliveryConfiguration(SetLogDeliveryConfigurationInput input, CallContext call);

    /// <summary>Reads where a pool's detailed logs would go.</summary>
    [Operation, Authorize("cognito-idp:GetLogDeliveryConfiguration", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>]
    ValueTask<GetLogDeliveryConfigurationOutput> GetLogDeliveryConfiguration(GetLogDeliveryConfigurationInput input, CallContext call);

    /// <summary>Stores links to a document of terms for an app client.</summary>
    [Operation, Authorize("cognito-idp:CreateTerms", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<TermsExistsException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<LimitExceededException>]
    ValueTask<CreateTermsOutput> CreateTerms(CreateTermsInput input, CallContext call);

    /// <summary>Reads a document of terms.</summary>
    [Operation, Authorize("cognito-idp:DescribeTerms", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeTermsOutput> DescribeTerms(DescribeTermsInput input, CallContext call);

    /// <summary>Lists a pool's documents of terms.</summary>
    [Operation, Authorize("cognito-idp:ListTerms", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<ListTermsOutput> ListTerms(ListTermsInput input, CallContext call);

    /// <summary>Changes a document of terms.</summary>
    [Operation, Authorize("cognito-idp:UpdateTerms", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<TermsExistsException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateTermsOutput> UpdateTerms(UpdateTermsInput input, CallContext call);

    /// <summary>Removes a document of terms.</summary>
    [Operation, Authorize("cognito-idp:DeleteTerms", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask DeleteTerms(DeleteTermsInput input, CallContext call);
}
