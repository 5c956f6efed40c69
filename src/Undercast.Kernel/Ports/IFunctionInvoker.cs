namespace Undercast.Kernel;

/// <summary>Calls functions, on behalf of services that forward requests and events to them.</summary>
public interface IFunctionInvoker
{
    /// <summary>Calls a function and waits for its answer, or queues the event when <see cref="FunctionCall.IsEvent"/>.</summary>
    /// <exception cref="AwsException">There is no such function, the caller may not invoke it, or it is throttled. What the function itself throws is no exception but <see cref="FunctionAnswer.Error"/>.</exception>
    ValueTask<FunctionAnswer> InvokeAsync(FunctionCall call, CancellationToken ct);
}

/// <summary>One call of a function.</summary>
public sealed record FunctionCall
{
    /// <summary>The function's ARN, with or without a version or alias.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>In whose name: a service principal, or the session of a role.</summary>
    public required Principal Caller { get; init; }

    /// <summary>The event as JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The ARN of the resource that causes the call; policies see it as <c>aws:SourceArn</c>.</summary>
    public string? SourceArn { get; init; }

    /// <summary>The trace header of what caused the call, by which functions that call themselves in a circle are found; null when nothing is known.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Whether the event is queued (at least once, with retries) and nobody waits for an answer.</summary>
    public bool IsEvent { get; init; }

    /// <summary>The client context as base64, which the function's context object carries.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Takes the answer's bytes as they come, for functions that stream; null to get them whole.</summary>
    public Func<ReadOnlyMemory<byte>, ValueTask>? Stream { get; init; }
}

/// <summary>What a function answered.</summary>
/// <param name="Payload">The answer as JSON, or the error document when <paramref name="Error"/> is set; empty for queued events and streamed answers.</param>
/// <param name="Error"><c>Handled</c> or <c>Unhandled</c> when the function failed, else null.</param>
/// <param name="ExecutedVersion">The version that ran, such as <c>$LATEST</c>.</param>
/// <param name="RequestId">The invocation's request id.</param>
public sealed record FunctionAnswer(ReadOnlyMemory<byte> Payload, string? Error, string ExecutedVersion, string RequestId);
