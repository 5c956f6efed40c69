using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

/// <summary>The operations of the Cloud Control API: the resource types of templates, one resource at a time.</summary>
[AwsApi("cloudcontrolapi", "2021-09-30", ServiceId = "CloudControl", Wires = [Wire.AwsJson10], TargetPrefix = "CloudApiService")]
public interface ICloudControl
{
    /// <summary>Begins to make a resource.</summary>
    [Operation, Authorize("cloudformation:CreateResource", "*")]
    [Throws<TypeNotFoundException>, Throws<InvalidRequestException>, Throws<ClientTokenConflictException>]
    ValueTask<CreateResourceOutput> CreateResource(CreateResourceInput input, CallContext call);

    /// <summary>Gives the properties of a resource.</summary>
    [Operation, Authorize("cloudformation:GetResource", "*")]
    [Throws<TypeNotFoundException>, Throws<ResourceNotFoundException>, Throws<UnsupportedActionException>, Throws<GeneralServiceException>]
    ValueTask<GetResourceOutput> GetResource(GetResourceInput input, CallContext call);

    /// <summary>Begins to change a resource by a patch of its properties.</summary>
    [Operation, Authorize("cloudformation:UpdateResource", "*")]
    [Throws<TypeNotFoundException>, Throws<InvalidRequestException>, Throws<UnsupportedActionException>, Throws<ClientTokenConflictException>]
    ValueTask<UpdateResourceOutput> UpdateResource(UpdateResourceInput input, CallContext call);

    /// <summary>Begins to remove a resource.</summary>
    [Operation, Authorize("cloudformation:DeleteResource", "*")]
    [Throws<TypeNotFoundException>, Throws<ClientTokenConflictException>]
    ValueTask<DeleteResourceOutput> DeleteResource(DeleteResourceInput input, CallContext call);

    /// <summary>Lists the resources of a type.</summary>
    [Operation, Authorize("cloudformation:ListResources", "*")]
    [Throws<TypeNotFoundException>, Throws<InvalidRequestException>, Throws<UnsupportedActionException>, Throws<GeneralServiceException>]
    ValueTask<ListResourcesOutput> ListResources(ListResourcesInput input, CallContext call);

    /// <summary>Tells how far a request is.</summary>
    [Operation, Authorize("cloudformation:GetResourceRequestStatus", "*")]
    [Throws<RequestTokenNotFoundException>]
    ValueTask<GetResourceRequestStatusOutput> GetResourceRequestStatus(GetResourceRequestStatusInput input, CallContext call);

    /// <summary>Lists requests, the newest first.</summary>
    [Operation, Authorize("cloudformation:ListResourceRequests", "*")]
    ValueTask<ListResourceRequestsOutput> ListResourceRequests(ListResourceRequestsInput input, CallContext call);
}
