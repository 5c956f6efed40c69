using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>One wire: from a request to an input record, from an output record or an error to an answer.</summary>
public abstract class WireProtocol
{
    private static readonly WireProtocol[] All = [new AwsJsonProtocol(Wire.AwsJson10), new AwsJsonProtocol(Wire.AwsJson11), new AwsQueryProtocol()];

    /// <summary>The wire.</summary>
    public abstract Wire Wire { get; }

    /// <summary>The implementation of a wire.</summary>
    public static WireProtocol For(Wire wire) => All.FirstOrDefault(p => p.Wire == wire) ?? throw CommonException.NotSupported($"The wire {wire}");

    /// <summary>Reads the operation's input. Input that is not the wire's throws <see cref="CommonException"/>.</summary>
    public object ReadInput(OperationDescriptor operation, WireRequest request)
    {
        object input;
        try
        {
            input = Read(operation, request);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or DecoderFallbackException or OverflowException)
        {
            // The readers of the framework: malformed text, invalid UTF-8, nesting beyond the limit.
            throw WireFaults.Malformed();
        }
        if (operation.Check is { } check)
        {
            var violations = new List<Violation>();
            check(input, violations);
            if (violations.Count > 0) throw new CommonException(CommonError.Validation, Describe(violations));
        }
        return input;
    }

    /// <summary>Writes the operation's output.</summary>
    public abstract void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response);

    /// <summary>Writes an error; <paramref name="api"/> is null when the request could not be claimed.</summary>
    public abstract void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response);

    /// <summary>Reads the input without its constraints.</summary>
    protected abstract object Read(OperationDescriptor operation, WireRequest request);

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
