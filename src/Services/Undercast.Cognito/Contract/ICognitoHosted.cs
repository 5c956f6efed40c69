using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

/// <summary>What hosted sign-in is configured by: domains, resource servers, identity providers, branding.</summary>
public partial interface ICognito
{
    /// <summary>Gives a user pool a domain for its sign-in pages: a prefix, or a name of one's own.</summary>
    [Operation, Authorize("cognito-idp:CreateUserPoolDomain", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>]
    ValueTask<CreateUserPoolDomainOutput> CreateUserPoolDomain(CreateUserPoolDomainInput input, CallContext call);

    /// <summary>Reads a domain; an empty description where there is none.</summary>
    [Operation, Authorize("cognito-idp:DescribeUserPoolDomain", "*")]
    [Throws<NotAuthorizedException>, Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DescribeUserPoolDomainOutput> DescribeUserPoolDomain(DescribeUserPoolDomainInput input, CallContext call);

    /// <summary>Changes a domain's certificate or the version of its pages.</summary>
    [Operation, Authorize("cognito-idp:UpdateUserPoolDomain", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ResourceNotFoundException>]
    ValueTask<UpdateUserPoolDomainOutput> UpdateUserPoolDomain(UpdateUserPoolDomainInput input, CallContext call);

    /// <summary>Takes a domain from a user pool.</summary>
    [Operation, Authorize("cognito-idp:DeleteUserPoolDomain", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<NotAuthorizedException>, Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteUserPoolDomainOutput> DeleteUserPoolDomain(DeleteUserPoolDomainInput input, CallContext call);

    /// <summary>Makes a resource server, whose scopes clients can ask for.</summary>
    [Operation, Authorize("cognito-idp:CreateResourceServer", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<CreateResourceServerOutput> CreateResourceServer(CreateResourceServerInput input, CallContext call);

    /// <summary>Reads a resource server.</summary>
    [Operation, Authorize("cognito-idp:DescribeResourceServer", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeResourceServerOutput> DescribeResourceServer(DescribeResourceServerInput input, CallContext call);

    /// <summary>Renames a resource server and replaces its scopes.</summary>
    [Operation, Authorize("cognito-idp:UpdateResourceServer", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateResourceServerOutput> UpdateResourceServer(UpdateResourceServerInput input, CallContext call);

    /// <summary>Removes a resource server.</summary>
    [Operation, Authorize("cognito-idp:DeleteResourceServer", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask DeleteResourceServer(DeleteResourceServerInput input, CallContext call);

    /// <summary>Lists a pool's resource servers.</summary>
    [Operation, Authorize("cognito-idp:ListResourceServers", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListResourceServersOutput> ListResourceServers(ListResourceServersInput input, CallContext call);

    /// <summary>Lets a pool's users sign in at another provider: OIDC, SAML or a social one.</summary>
    [Operation, Authorize("cognito-idp:CreateIdentityProvider", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<DuplicateProviderException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<CreateIdentityProviderOutput> CreateIdentityProvider(CreateIdentityProviderInput input, CallContext call);

    /// <summary>Reads an identity provider.</summary>
    [Operation, Authorize("cognito-idp:DescribeIdentityProvider", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeIdentityProviderOutput> DescribeIdentityProvider(DescribeIdentityProviderInput input, CallContext call);

    /// <summary>Changes an identity provider; what is not named stays.</summary>
    [Operation, Authorize("cognito-idp:UpdateIdentityProvider", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<UnsupportedIdentityProviderException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateIdentityProviderOutput> UpdateIdentityProvider(UpdateIdentityProviderInput input, CallContext call);

    /// <summary>Removes an identity provider.</summary>
    [Operation, Authorize("cognito-idp:DeleteIdentityProvider", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<UnsupportedIdentityProviderException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask DeleteIdentityProvider(DeleteIdentityProviderInput input, CallContext call);

    /// <summary>Lists a pool's identity providers.</summary>
    [Operation, Authorize("cognito-idp:ListIdentityProviders", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListIdentityProvidersOutput> ListIdentityProviders(ListIdentityProvidersInput input, CallContext call);

    /// <summary>Finds an identity provider by one of its identifiers.</summary>
    [Operation, Authorize("cognito-idp:GetIdentityProviderByIdentifier", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<GetIdentityProviderByIdentifierOutput> GetIdentityProviderByIdentifier(GetIdentityProviderByIdentifierInput input, CallContext call);

    /// <summary>Lets somebody at another provider sign in as a user who exists.</summary>
    [Operation, Authorize("cognito-idp:AdminLinkProviderForUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<AliasExistsException>]
    ValueTask<AdminLinkProviderForUserOutput> AdminLinkProviderForUser(AdminLinkProviderForUserInput input, CallContext call);

    /// <summary>Ends what links a user and somebody at another provider.</summary>
    [Operation, Authorize("cognito-idp:AdminDisableProviderForUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<AliasExistsException>]
    ValueTask<AdminDisableProviderForUserOutput> AdminDisableProviderForUser(AdminDisableProviderForUserInput input, CallContext call);

    /// <summary>Sets logo and CSS of the sign-in pages, of a client or of all.</summary>
    [Operation, Authorize("cognito-idp:SetUICustomization", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<SetUICustomizationOutput> SetUICustomization(SetUICustomizationInput input, CallContext call);

    /// <summary>Reads logo and CSS of the sign-in pages.</summary>
    [Operation, Authorize("cognito-idp:GetUICustomization", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<GetUICustomizationOutput> GetUICustomization(GetUICustomizationInput input, CallContext call);

    /// <summary>Makes a client's branding of managed login.</summary>
    [Operation, Authorize("cognito-idp:CreateManagedLoginBranding", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<ManagedLoginBrandingExistsException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<CreateManagedLoginBrandingOutput> CreateManagedLoginBranding(CreateManagedLoginBrandingInput input, CallContext call);

    /// <summary>Reads a branding by its id.</summary>
    [Operation, Authorize("cognito-idp:DescribeManagedLoginBranding", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeManagedLoginBrandingOutput> DescribeManagedLoginBranding(DescribeManagedLoginBrandingInput input, CallContext call);

    /// <summary>Reads the branding of a client.</summary>
    [Operation, Authorize("cognito-idp:DescribeManagedLoginBrandingByClient", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeManagedLoginBrandingByClientOutput> DescribeManagedLoginBrandingByClient(DescribeManagedLoginBrandingByClientInput input, CallContext call);

    /// <summary>Changes a branding.</summary>
    [Operation, Authorize("cognito-idp:UpdateManagedLoginBranding", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateManagedLoginBrandingOutput> UpdateManagedLoginBranding(UpdateManagedLoginBrandingInput input, CallContext call);

    /// <summary>Removes a branding.</summary>
    [Operation, Authorize("cognito-idp:DeleteManagedLoginBranding", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask DeleteManagedLoginBranding(DeleteManagedLoginBrandingInput input, CallContext call);
}
