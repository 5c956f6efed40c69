using System.Buffers;
using System.Text;
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

    /// <summary>The pattern of paths, on REST wires.</summary>
    internal RoutePattern? Route => Http is null ? null : field ??= RoutePattern.Parse(Http.Method, Http.Uri);

    /// <summary>
    /// Reads the input from a JSON document whose names are the wire names; bindings mean nothing. For callers inside that choose the operation at run time.
    /// </summary>
    public object ReadDocument(ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new JsonShapeReader(json.Span);
            var input = Input.Read(ref reader);
            reader.Finish();
            return Checked(input);
        }
        catch (Exception e) when (WireProtocol.IsMalformed(e))
        {
            throw WireFaults.Malformed();
        }
    }

    /// <summary>Writes the output as a JSON document; nothing to write is an empty object.</summary>
    public void WriteDocument(object? output, IBufferWriter<byte> json)
    {
        if (Output is null || output is null)
        {
            json.Write("{}"u8);
            return;
        }
        var writer = new JsonShapeWriter(json);
        Output.Write(ref writer, output);
        writer.Finish();
    }

    /// <summary>Holds the input to the contract's constraints.</summary>
    internal object Checked(object input)
    {
        if (Check is null) return input;
        var violations = new List<Violation>();
        Check(input, violations);
        return violations.Count == 0 ? input : throw new CommonException(CommonError.Validation, Describe(violations));
    }

    // AWS: all broken constraints in one text (DynamoDB, Kinesis, Cognito, Lambda and others).
    private static string Describe(List<Violation> violations)
    {
        var text = new StringBuilder();
        text.Append(violations.Count).Append(violations.Count == 1 ? " validation error detected: " : " validation errors detected: ");
        for (var i = 0; i < violations.Count; i++)
        {
            if (i > 0) text.Append("; ");
            var v = violations[i];
            text.Append("Value ").Append(v.Value).Append(v.Value.Length > 0 ? " at '" : "at '").Append(v.Path).Append("' failed to satisfy constraint: ").Append(v.Rule);
        }
        return text.ToString();
    }
}
