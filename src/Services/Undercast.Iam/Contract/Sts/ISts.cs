using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

/// <summary>AWS Security Token Service.</summary>
[AwsApi("sts", "2011-06-15", ServiceId = "STS", Wires = [Wire.AwsQuery], XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/", Resources = typeof(StsResources),
    Constraints = ConstraintStyle.Collected)]
public interface ISts
{
    /// <summary>Opens a session of a role that trusts the caller.</summary>
    [Operation, Authorize("sts:AssumeRole", "{RoleArn}"), Authorize("sts:TagSession", "{Tagged(*)}"), Authorize("sts:SetSourceIdentity", "{Named(*)}")]
    [Throws<MalformedPolicyDocumentException>, Throws<PackedPolicyTooLargeException>, Throws<RegionDisabledException>, Throws<ExpiredTokenException>]
    ValueTask<AssumeRoleOutput> AssumeRole(AssumeRoleInput input, CallContext call);

    /// <summary>Tells who calls. Needs credentials and no permission.</summary>
    [Operation(AllowAnonymous = true)]
    ValueTask<GetCallerIdentityOutput> GetCallerIdentity(GetCallerIdentityInput input, CallContext call);

    /// <summary>Gives a user temporary credentials of its own. Needs credentials and no permission.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<RegionDisabledException>]
    ValueTask<GetSessionTokenOutput> GetSessionToken(GetSessionTokenInput input, CallContext call);

    /// <summary>Gives somebody whom a user vouches for temporary credentials within that user's permissions.</summary>
    [Operation, Authorize("sts:GetFederationToken", "arn:{partition}:sts::{account}:federated-user/{Name}")]
    [Throws<MalformedPolicyDocumentException>, Throws<PackedPolicyTooLargeException>, Throws<RegionDisabledException>]
    ValueTask<GetFederationTokenOutput> GetFederationToken(GetFederationTokenInput input, CallContext call);

    /// <summary>Tells which account an access key belongs to.</summary>
    [Operation, Authorize("sts:GetAccessKeyInfo", "*")]
    ValueTask<GetAccessKeyInfoOutput> GetAccessKeyInfo(GetAccessKeyInfoInput input, CallContext call);

    /// <summary>Opens a session of a role for whom an OpenID Connect provider vouches; the token is the credential.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<MalformedPolicyDocumentException>, Throws<PackedPolicyTooLargeException>, Throws<IDPRejectedClaimException>, Throws<IDPCommunicationErrorException>]
    [Throws<InvalidIdentityTokenException>, Throws<ExpiredTokenException>, Throws<RegionDisabledException>]
    ValueTask<AssumeRoleWithWebIdentityOutput> AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityInput input, CallContext call);

    /// <summary>Opens a session of a role for whom a SAML provider vouches; the assertion is the credential.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<MalformedPolicyDocumentException>, Throws<PackedPolicyTooLargeException>, Throws<IDPRejectedClaimException>]
    [Throws<InvalidIdentityTokenException>, Throws<ExpiredTokenException>, Throws<RegionDisabledException>]
    ValueTask<AssumeRoleWithSAMLOutput> AssumeRoleWithSAML(AssumeRoleWithSAMLInput input, CallContext call);
}
