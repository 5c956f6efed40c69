using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Which API, wire and operation a request is for; or why it is for none.</summary>
public sealed class Claim
{
    /// <summary>The wire in whose style everything from here on is answered.</summary>
    public required WireProtocol Protocol { get; init; }
    /// <summary>The API, or null when it is not known.</summary>
    public ApiDescriptor? Api { get; init; }
    /// <summary>The operation; null on query wires until the body is read.</summary>
    public OperationDescriptor? Operation { get; init; }
    /// <summary>Why the request is for nothing here.</summary>
    public CommonException? Refusal { get; init; }
    /// <summary>The APIs that share the signing name and are told apart by the body's Version.</summary>
    internal IReadOnlyList<ApiDescriptor>? Candidates { get; init; }
}
