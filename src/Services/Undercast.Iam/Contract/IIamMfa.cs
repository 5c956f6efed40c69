using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public partial interface IIam
{
    /// <summary>Makes a virtual device; only this answer has its seed.</summary>
    [Operation, Authorize("iam:CreateVirtualMFADevice", "arn:{partition}:iam::{account}:mfa/{VirtualMFADeviceName}")]
    [Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<EntityAlreadyExistsException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreateVirtualMFADeviceOutput> CreateVirtualMFADevice(CreateVirtualMFADeviceInput input, CallContext call);

    /// <summary>Gives a device to a user who shows two codes of it that follow each other.</summary>
    [Operation, Authorize("iam:EnableMFADevice", "{User(UserName)}")]
    [Throws<EntityAlreadyExistsException>, Throws<EntityTemporarilyUnmodifiableException>, Throws<InvalidAuthenticationCodeException>, Throws<LimitExceededException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>, Throws<ConcurrentModificationException>]
    ValueTask EnableMFADevice(EnableMFADeviceInput input, CallContext call);

    /// <summary>Brings a device whose clock has drifted back in step by two codes that follow each other.</summary>
    [Operation, Authorize("iam:ResyncMFADevice", "{User(UserName)}")]
    [Throws<InvalidAuthenticationCodeException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>, Throws<ConcurrentModificationException>]
    ValueTask ResyncMFADevice(ResyncMFADeviceInput input, CallContext call);

    /// <summary>Takes a device from its user.</summary>
    [Operation, Authorize("iam:DeactivateMFADevice", "{User(UserName)}")]
    [Throws<EntityTemporarilyUnmodifiableException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>, Throws<ConcurrentModificationException>]
    ValueTask DeactivateMFADevice(DeactivateMFADeviceInput input, CallContext call);

    /// <summary>Removes a device that nobody has.</summary>
    [Operation, Authorize("iam:DeleteVirtualMFADevice", "{SerialNumber}")]
    [Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<LimitExceededException>, Throws<ServiceFailureException>, Throws<ConcurrentModificationException>]
    ValueTask DeleteVirtualMFADevice(DeleteVirtualMFADeviceInput input, CallContext call);

    /// <summary>Reads a user's device.</summary>
    [Operation, Authorize("iam:GetMFADevice", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetMFADeviceOutput> GetMFADevice(GetMFADeviceInput input, CallContext call);

    /// <summary>Lists the devices of a user; without a name, the caller's.</summary>
    [Operation, Authorize("iam:ListMFADevices", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListMFADevicesOutput> ListMFADevices(ListMFADevicesInput input, CallContext call);

    /// <summary>Lists the virtual devices of the account.</summary>
    [Operation, Authorize("iam:ListVirtualMFADevices", "arn:{partition}:iam::{account}:mfa/")]
    ValueTask<ListVirtualMFADevicesOutput> ListVirtualMFADevices(ListVirtualMFADevicesInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a device.</summary>
    [Operation, Authorize("iam:TagMFADevice", "{SerialNumber}")]
    [Throws<InvalidInputException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagMFADevice(TagMFADeviceInput input, CallContext call);

    /// <summary>Removes tags of a device.</summary>
    [Operation, Authorize("iam:UntagMFADevice", "{SerialNumber}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagMFADevice(UntagMFADeviceInput input, CallContext call);

    /// <summary>Lists a device's tags.</summary>
    [Operation, Authorize("iam:ListMFADeviceTags", "{SerialNumber}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListMFADeviceTagsOutput> ListMFADeviceTags(ListMFADeviceTagsInput input, CallContext call);
}
