using Undercast.Functions;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>The port by which other services call functions.</summary>
internal sealed class FunctionInvoker(FunctionExecution execution, EventQueue events, LambdaPorts ports, TimeProvider time) : IFunctionInvoker
{
    public async ValueTask<FunctionAnswer> InvokeAsync(FunctionCall call, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var arn = Arn.TryParse(call.FunctionArn, out var parsed) && parsed.Service == "lambda" ? parsed : throw new ResourceNotFoundException($"Function not found: {call.FunctionArn}");
        var context = new CallContext { RequestId = CallContext.NewRequestId(), Caller = call.Caller, Region = arn.Region, Now = now, SecureTransport = true, Cancelled = ct };
        var name = FunctionName.Parse(call.FunctionArn, context);
        if (ports.Access is { } access)
        {
            var keys = call.SourceArn is { } source ? new Dictionary<string, string> { ["aws:SourceArn"] = source, ["aws:SourceAccount"] = call.Caller.Account } : null;
            await access.DemandAsync(context, "lambda:InvokeFunction", name.Arn, keys);
        }
        var payload = InvocationRules.Payload(call.Payload, call.IsEvent);
        var clientContext = InvocationRules.ClientContext(call.ClientContext);
        var target = await execution.ResolveAsync(name, ct);
        if (call.IsEvent)
        {
            await events.QueueAsync(name, payload, clientContext, context.RequestId, call.TraceHeader, now, ct);
            return new FunctionAnswer(default, null, target.Version, context.RequestId);
        }
        var invocation = new Invocation
        {
            RequestId = context.RequestId,
            InvokedArn = name.Arn,
            Payload = payload,
            ClientContext = clientContext,
            Stream = call.Stream is { } take ? new Taker(take) : null,
        };
        var outcome = await execution.RunAsync(target, invocation, call.TraceHeader, ct);
        // An answer that did not stream is handed over whole to whoever wants a stream.
        if (call.Stream is { } whole && !outcome.Failed && !outcome.Streamed) await whole(outcome.Payload);
        return new FunctionAnswer(call.Stream is not null && !outcome.Failed ? default : outcome.Payload, outcome.Failed ? "Unhandled" : null, target.Version, context.RequestId);
    }

    private sealed class Taker(Func<ReadOnlyMemory<byte>, ValueTask> take) : IAnswerStream
    {
        public ValueTask StartAsync(string? contentType) => default;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => take(bytes);
    }
}
