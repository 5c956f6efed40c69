using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>An operation as the generator describes it.</summary>
public sealed partial class OperationDescriptor
{
    /// <summary>The API that the operation belongs to.</summary>
    public ApiDescriptor Api { get; internal set; } = null!;
    /// <summary>The operation's wire name.</summary>
    public required string Name { get; init; }
    /// <summary>Whether a caller without credentials may reach it.</summary>
    public bool AllowAnonymous { get; init; }
    /// <summary>Whether the input's payload is a stream, so that the body must not be buffered.</summary>
    public bool StreamsInput { get; init; }
    /// <summary>The HTTP binding on REST wires.</summary>
    public HttpAttribute? Http { get; init; }
    /// <summary>What the caller must be allowed, computed from the input; every entry must be.</summary>
    public required Func<object, CallContext, IReadOnlyList<Permission>> Permissions { get; init; }
    /// <summary>Calls the service.</summary>
    public required OperationInvoker Invoke { get; init; }
}

/// <summary>What reading and writing an operation needs.</summary>
public sealed partial class OperationDescriptor
{
    /// <summary>The input's codec.</summary>
    public required ShapeCodec Input { get; init; }
    /// <summary>The output's codec, or null when the operation answers nothing.</summary>
    public ShapeCodec? Output { get; init; }
    /// <summary>The stream of events in the answer, or null.</summary>
    public EventStreamDescriptor? Events { get; init; }
    /// <summary>The errors that the operation declares.</summary>
    public IReadOnlyList<Type> Errors { get; init; } = [];
    /// <summary>Adds what the input breaks to the list; null when the API checks by its own rules.</summary>
    public Action<object, List<Violation>>? Check { get; init; }
}
