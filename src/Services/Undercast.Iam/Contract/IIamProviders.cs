using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public partial interface IIam
{
    /// <summary>Makes an issuer of tokens known to the account.</summary>
    [Operation, Authorize("iam:CreateOpenIDConnectProvider", "{Oidc(Url)}")]
    [Throws<InvalidInputException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>, Throws<OpenIdIdpCommunicationErrorException>]
    ValueTask<CreateOpenIDConnectProviderOutput> CreateOpenIDConnectProvider(CreateOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Reads an issuer.</summary>
    [Operation, Authorize("iam:GetOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetOpenIDConnectProviderOutput> GetOpenIDConnectProvider(GetOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Lists the issuers that the account knows.</summary>
    [Operation, Authorize("iam:ListOpenIDConnectProviders", "arn:{partition}:iam::{account}:oidc-provider/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListOpenIDConnectProvidersOutput> ListOpenIDConnectProviders(ListOpenIDConnectProvidersInput input, CallContext call);

    /// <summary>Forgets an issuer; one that is not there is no error.</summary>
    [Operation, Authorize("iam:DeleteOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask DeleteOpenIDConnectProvider(DeleteOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Adds an audience whose tokens are taken.</summary>
    [Operation, Authorize("iam:AddClientIDToOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<ConcurrentModificationException>, Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask AddClientIDToOpenIDConnectProvider(AddClientIDToOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Removes an audience.</summary>
    [Operation, Authorize("iam:RemoveClientIDFromOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<ConcurrentModificationException>, Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask RemoveClientIDFromOpenIDConnectProvider(RemoveClientIDFromOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Replaces the thumbprints by which the issuer's server is known.</summary>
    [Operation, Authorize("iam:UpdateOpenIDConnectProviderThumbprint", "{OpenIDConnectProviderArn}")]
    [Throws<ConcurrentModificationException>, Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask UpdateOpenIDConnectProviderThumbprint(UpdateOpenIDConnectProviderThumbprintInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an issuer.</summary>
    [Operation, Authorize("iam:TagOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagOpenIDConnectProvider(TagOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Removes tags of an issuer.</summary>
    [Operation, Authorize("iam:UntagOpenIDConnectProvider", "{OpenIDConnectProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagOpenIDConnectProvider(UntagOpenIDConnectProviderInput input, CallContext call);

    /// <summary>Lists an issuer's tags.</summary>
    [Operation, Authorize("iam:ListOpenIDConnectProviderTags", "{OpenIDConnectProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>, Throws<InvalidInputException>]
    ValueTask<ListOpenIDConnectProviderTagsOutput> ListOpenIDConnectProviderTags(ListOpenIDConnectProviderTagsInput input, CallContext call);

    /// <summary>Makes an identity provider known by its metadata.</summary>
    [Operation, Authorize("iam:CreateSAMLProvider", "arn:{partition}:iam::{account}:saml-provider/{Name}")]
    [Throws<InvalidInputException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreateSAMLProviderOutput> CreateSAMLProvider(CreateSAMLProviderInput input, CallContext call);

    /// <summary>Reads an identity provider's metadata.</summary>
    [Operation, Authorize("iam:GetSAMLProvider", "{SAMLProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<GetSAMLProviderOutput> GetSAMLProvider(GetSAMLProviderInput input, CallContext call);

    /// <summary>Lists the identity providers that the account knows.</summary>
    [Operation, Authorize("iam:ListSAMLProviders", "arn:{partition}:iam::{account}:saml-provider/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListSAMLProvidersOutput> ListSAMLProviders(ListSAMLProvidersInput input, CallContext call);

    /// <summary>Replaces an identity provider's metadata.</summary>
    [Operation, Authorize("iam:UpdateSAMLProvider", "{SAMLProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ServiceFailureException>, Throws<ConcurrentModificationException>]
    ValueTask<UpdateSAMLProviderOutput> UpdateSAMLProvider(UpdateSAMLProviderInput input, CallContext call);

    /// <summary>Forgets an identity provider.</summary>
    [Operation, Authorize("iam:DeleteSAMLProvider", "{SAMLProviderArn}")]
    [Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask DeleteSAMLProvider(DeleteSAMLProviderInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an identity provider.</summary>
    [Operation, Authorize("iam:TagSAMLProvider", "{SAMLProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagSAMLProvider(TagSAMLProviderInput input, CallContext call);

    /// <summary>Removes tags of an identity provider.</summary>
    [Operation, Authorize("iam:UntagSAMLProvider", "{SAMLProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagSAMLProvider(UntagSAMLProviderInput input, CallContext call);

    /// <summary>Lists an identity provider's tags.</summary>
    [Operation, Authorize("iam:ListSAMLProviderTags", "{SAMLProviderArn}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>, Throws<InvalidInputException>]
    ValueTask<ListSAMLProviderTagsOutput> ListSAMLProviderTags(ListSAMLProviderTagsInput input, CallContext call);
}
