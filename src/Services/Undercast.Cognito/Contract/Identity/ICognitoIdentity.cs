using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

/// <summary>Amazon Cognito identity pools.</summary>
[AwsApi("cognito-identity", "2014-06-30", ServiceId = "Cognito Identity", Wires = [Wire.AwsJson11], TargetPrefix = "AWSCognitoIdentityService",
    Constraints = ConstraintStyle.Collected)]
public interface ICognitoIdentity
{
    /// <summary>Makes an identity pool.</summary>
    [Operation, Authorize("cognito-identity:CreateIdentityPool", "*")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>, Throws<LimitExceededException>]
    ValueTask<CreateIdentityPoolOutput> CreateIdentityPool(CreateIdentityPoolInput input, CallContext call);

    /// <summary>Reads an identity pool.</summary>
    [Operation, Authorize("cognito-identity:DescribeIdentityPool", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeIdentityPoolOutput> DescribeIdentityPool(DescribeIdentityPoolInput input, CallContext call);

    /// <summary>Replaces an identity pool's settings.</summary>
    [Operation, Authorize("cognito-identity:UpdateIdentityPool", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>, Throws<LimitExceededException>]
    ValueTask<UpdateIdentityPoolOutput> UpdateIdentityPool(UpdateIdentityPoolInput input, CallContext call);

    /// <summary>Removes an identity pool with its identities.</summary>
    [Operation, Authorize("cognito-identity:DeleteIdentityPool", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask DeleteIdentityPool(DeleteIdentityPoolInput input, CallContext call);

    /// <summary>Lists the identity pools of a region.</summary>
    [Operation, Authorize("cognito-identity:ListIdentityPools", "*")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>]
    ValueTask<ListIdentityPoolsOutput> ListIdentityPools(ListIdentityPoolsInput input, CallContext call);

    /// <summary>Says which roles a pool's identities take.</summary>
    [Operation, Authorize("cognito-identity:SetIdentityPoolRoles", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask SetIdentityPoolRoles(SetIdentityPoolRolesInput input, CallContext call);

    /// <summary>Reads which roles a pool's identities take.</summary>
    [Operation, Authorize("cognito-identity:GetIdentityPoolRoles", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask<GetIdentityPoolRolesOutput> GetIdentityPoolRoles(GetIdentityPoolRolesInput input, CallContext call);

    /// <summary>Finds or makes the identity of a login, or a guest.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>, Throws<LimitExceededException>]
    ValueTask<GetIdOutput> GetId(GetIdInput input, CallContext call);

    /// <summary>Gives an identity credentials of its role.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>, Throws<InvalidIdentityPoolConfigurationException>]
    ValueTask<GetCredentialsForIdentityOutput> GetCredentialsForIdentity(GetCredentialsForIdentityInput input, CallContext call);

    /// <summary>Lists a pool's identities.</summary>
    [Operation, Authorize("cognito-identity:ListIdentities", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListIdentitiesOutput> ListIdentities(ListIdentitiesInput input, CallContext call);

    /// <summary>Reads an identity.</summary>
    [Operation, Authorize("cognito-identity:DescribeIdentity", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeIdentityOutput> DescribeIdentity(DescribeIdentityInput input, CallContext call);

    /// <summary>Removes identities.</summary>
    [Operation, Authorize("cognito-identity:DeleteIdentities", "*")]
    [Throws<InvalidParameterException>]
    ValueTask<DeleteIdentitiesOutput> DeleteIdentities(DeleteIdentitiesInput input, CallContext call);

    /// <summary>Takes logins from an identity.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask UnlinkIdentity(UnlinkIdentityInput input, CallContext call);

    /// <summary>Gives an identity a token with which it can act as a role (basic flow).</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask<GetOpenIdTokenOutput> GetOpenIdToken(GetOpenIdTokenInput input, CallContext call);

    /// <summary>Finds or makes the identity of a user of one's own, and gives it a token.</summary>
    [Operation, Authorize("cognito-identity:GetOpenIdTokenForDeveloperIdentity", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>, Throws<DeveloperUserAlreadyRegisteredException>]
    ValueTask<GetOpenIdTokenForDeveloperIdentityOutput> GetOpenIdTokenForDeveloperIdentity(GetOpenIdTokenForDeveloperIdentityInput input, CallContext call);

    /// <summary>Finds the identity of a user of one's own, or the users of an identity.</summary>
    [Operation, Authorize("cognito-identity:LookupDeveloperIdentity", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask<LookupDeveloperIdentityOutput> LookupDeveloperIdentity(LookupDeveloperIdentityInput input, CallContext call);

    /// <summary>Makes two users of one's own one identity.</summary>
    [Operation, Authorize("cognito-identity:MergeDeveloperIdentities", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask<MergeDeveloperIdentitiesOutput> MergeDeveloperIdentities(MergeDeveloperIdentitiesInput input, CallContext call);

    /// <summary>Takes a user of one's own from its identity.</summary>
    [Operation, Authorize("cognito-identity:UnlinkDeveloperIdentity", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<ResourceConflictException>]
    ValueTask UnlinkDeveloperIdentity(UnlinkDeveloperIdentityInput input, CallContext call);

    /// <summary>Says which claims of a provider become session tags.</summary>
    [Operation, Authorize("cognito-identity:SetPrincipalTagAttributeMap", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<SetPrincipalTagAttributeMapOutput> SetPrincipalTagAttributeMap(SetPrincipalTagAttributeMapInput input, CallContext call);

    /// <summary>Reads which claims of a provider become session tags.</summary>
    [Operation, Authorize("cognito-identity:GetPrincipalTagAttributeMap", "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{IdentityPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<GetPrincipalTagAttributeMapOutput> GetPrincipalTagAttributeMap(GetPrincipalTagAttributeMapInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an identity pool.</summary>
    [Operation, Authorize("cognito-identity:TagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of an identity pool.</summary>
    [Operation, Authorize("cognito-identity:UntagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Reads the tags of an identity pool.</summary>
    [Operation, Authorize("cognito-identity:ListTagsForResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);
}
