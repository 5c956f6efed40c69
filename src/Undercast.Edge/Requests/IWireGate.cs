using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>Tells by the head of a request which API it is for, and in which wire.</summary>
internal interface IWireGate
{
    /// <summary>Never throws: a request that is nobody's is claimed with <see cref="ClaimedRequest.Refusal"/>.</summary>
    ClaimedRequest Claim(WireRequest head, string? signingName);
}

/// <summary>A request whose API and wire are known.</summary>
internal abstract class ClaimedRequest
{
    /// <summary>Null only together with a <see cref="Refusal"/>.</summary>
    public abstract ApiDescriptor? Api { get; }

    /// <summary>Why the request goes no further, or null.</summary>
    public virtual AwsException? Refusal => null;

    /// <summary>The operation; null while it stands in a body that has not been read.</summary>
    public abstract OperationDescriptor? Operation { get; }

    /// <summary>The operation, now that <see cref="WireRequest.Body"/> is there.</summary>
    public abstract OperationDescriptor ResolveOperation(WireRequest request);

    public abstract object ReadInput(OperationDescriptor operation, WireRequest request);

    public abstract void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response);

    public abstract void WriteError(AwsException error, string requestId, WireResponse response);
}
