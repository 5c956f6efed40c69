using System.Globalization;

namespace Undercast.Kernel;

/// <summary>One call of one operation: who, where, when, and how the answer travels.</summary>
/// <remarks>Immutable. The clock and ids are read here, before any transaction body, because a body may run twice.</remarks>
public sealed class CallContext
{
    /// <summary>The request id that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>The caller.</summary>
    public required Principal Caller { get; init; }

    /// <summary>The region that the call addresses, such as <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>When the call arrived.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The scheme and authority by which the client reached this cloud, without a trailing slash; URLs in answers start with it.</summary>
    public string Endpoint { get; init; } = "http://localhost:4566";

    /// <summary>The client's address, or null for a call from inside.</summary>
    public string? SourceIp { get; init; }

    /// <summary>The client's <c>User-Agent</c>.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The request's <c>X-Amzn-Trace-Id</c>: the chain of calls that it belongs to. What a client says of it is not proven.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Whether the request came by TLS, or from inside.</summary>
    public bool SecureTransport { get; init; }

    /// <summary>Where the ids of what the call makes come from: a call that is repeated after it was cut off has the same ones, and makes the same thing.</summary>
    public IdSource NewIds { get; init; } = IdSource.Random;

    /// <summary>Signalled when the client hangs up or the server stops.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>The account whose resources are meant where the input does not say.</summary>
    public string Account => Caller.Account;

    /// <summary>The partition of <see cref="Region"/>: <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public string Partition => Arn.PartitionOf(Region);

    /// <summary>A new request id in AWS's usual form, a lower-case UUID.</summary>
    public static string NewRequestId() => Ids.NewGuid().ToString("D", CultureInfo.InvariantCulture);
}
