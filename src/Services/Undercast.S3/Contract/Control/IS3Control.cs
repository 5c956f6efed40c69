using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.S3.Control;

/// <summary>What concerns accounts rather than buckets: access points, and how far an account's buckets may be public.</summary>
[AwsApi("s3-control", "2018-08-20", ServiceId = "S3 Control", Wires = [Wire.RestXml], SigningName = "s3", XmlNamespace = "http://awss3control.amazonaws.com/doc/2018-08-20/", RawSigningPath = true,
    PathPrefix = "/v20180820/", Resources = typeof(ControlResources))]
public interface IS3Control
{
    /// <summary>Makes an access point of a bucket.</summary>
    [Http("PUT", "/v20180820/accesspoint/{name}")]
    [Operation, Authorize("s3:CreateAccessPoint", "{Point(*)}")]
    ValueTask<CreateAccessPointOutput> CreateAccessPoint(CreateAccessPointInput input, CallContext call);

    /// <summary>Describes an access point.</summary>
    [Http("GET", "/v20180820/accesspoint/{name}")]
    [Operation, Authorize("s3:GetAccessPoint", "{Point(*)}")]
    ValueTask<GetAccessPointOutput> GetAccessPoint(GetAccessPointInput input, CallContext call);

    /// <summary>Removes an access point.</summary>
    [Http("DELETE", "/v20180820/accesspoint/{name}")]
    [Operation, Authorize("s3:DeleteAccessPoint", "{Point(*)}")]
    ValueTask DeleteAccessPoint(DeleteAccessPointInput input, CallContext call);

    /// <summary>Lists the access points of an account, or of one of its buckets.</summary>
    [Http("GET", "/v20180820/accesspoint")]
    [Operation, Authorize("s3:ListAccessPoints", "*")]
    ValueTask<ListAccessPointsOutput> ListAccessPoints(ListAccessPointsInput input, CallContext call);

    /// <summary>Sets the policy of an access point.</summary>
    [Http("PUT", "/v20180820/accesspoint/{name}/policy")]
    [Operation, Authorize("s3:PutAccessPointPolicy", "{Point(*)}")]
    ValueTask PutAccessPointPolicy(PutAccessPointPolicyInput input, CallContext call);

    /// <summary>Reads the policy of an access point.</summary>
    [Http("GET", "/v20180820/accesspoint/{name}/policy")]
    [Operation, Authorize("s3:GetAccessPointPolicy", "{Point(*)}")]
    ValueTask<GetAccessPointPolicyOutput> GetAccessPointPolicy(GetAccessPointPolicyInput input, CallContext call);

    /// <summary>Removes the policy of an access point.</summary>
    [Http("DELETE", "/v20180820/accesspoint/{name}/policy")]
    [Operation, Authorize("s3:DeleteAccessPointPolicy", "{Point(*)}")]
    ValueTask DeleteAccessPointPolicy(DeleteAccessPointPolicyInput input, CallContext call);

    /// <summary>Tells whether the policy of an access point makes it public.</summary>
    [Http("GET", "/v20180820/accesspoint/{name}/policyStatus")]
    [Operation, Authorize("s3:GetAccessPointPolicyStatus", "{Point(*)}")]
    ValueTask<GetAccessPointPolicyStatusOutput> GetAccessPointPolicyStatus(GetAccessPointPolicyStatusInput input, CallContext call);

    /// <summary>Sets how far the buckets of an account may be public.</summary>
    [Http("PUT", "/v20180820/configuration/publicAccessBlock")]
    [Operation, Authorize("s3:PutAccountPublicAccessBlock", "*")]
    ValueTask PutPublicAccessBlock(PutPublicAccessBlockInput input, CallContext call);

    /// <summary>Reads how far the buckets of an account may be public.</summary>
    [Http("GET", "/v20180820/configuration/publicAccessBlock")]
    [Operation, Authorize("s3:GetAccountPublicAccessBlock", "*")]
    [Throws<NoSuchPublicAccessBlockConfiguration>]
    ValueTask<GetPublicAccessBlockOutput> GetPublicAccessBlock(GetPublicAccessBlockInput input, CallContext call);

    /// <summary>Leaves it to each bucket how far it may be public.</summary>
    [Http("DELETE", "/v20180820/configuration/publicAccessBlock")]
    [Operation, Authorize("s3:PutAccountPublicAccessBlock", "*")]
    ValueTask DeletePublicAccessBlock(DeletePublicAccessBlockInput input, CallContext call);

    /// <summary>Adds or replaces tags of an access point or a bucket.</summary>
    [Http("POST", "/v20180820/tags/{resourceArn+}", Status = 204)]
    [Operation, Authorize("s3:TagResource", "{ResourceArn}")]
    ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of an access point or a bucket.</summary>
    [Http("DELETE", "/v20180820/tags/{resourceArn+}", Status = 204)]
    [Operation, Authorize("s3:UntagResource", "{ResourceArn}")]
    ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Lists the tags of an access point or a bucket.</summary>
    [Http("GET", "/v20180820/tags/{resourceArn+}")]
    [Operation, Authorize("s3:ListTagsForResource", "{ResourceArn}")]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);
}
