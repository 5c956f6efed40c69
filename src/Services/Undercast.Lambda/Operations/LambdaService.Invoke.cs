using System.Text;
using System.Threading.Channels;
using Undercast.Functions;
using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<InvokeOutput> Invoke(InvokeInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var queued = input.InvocationType == "Event";
        var payload = InvocationRules.Payload(input.Payload, queued);
        var context = InvocationRules.ClientContext(input.ClientContext);
        var target = await execution.ResolveAsync(name, call.Cancelled);
        if (input.InvocationType == "DryRun") return new InvokeOutput { StatusCode = 204 };
        if (queued)
        {
            await events.QueueAsync(name, payload, context, call.RequestId, call.TraceHeader, call.Now, call.Cancelled);
            return new InvokeOutput { StatusCode = 202 };
        }
        var outcome = await execution.RunAsync(target, Invocation(name, payload, context, input.LogType == "Tail", call), call.TraceHeader, call.Cancelled);
        return new InvokeOutput
        {
            StatusCode = 200,
            // AWS: runtimes since the public Runtime API report every failure as unhandled.
            FunctionError = outcome.Failed ? "Unhandled" : null,
            LogResult = outcome.LogTail is { } tail ? Convert.ToBase64String(tail) : null,
            ExecutedVersion = target.Version,
            Payload = outcome.Payload.ToArray(),
        };
    }

    public async ValueTask<InvokeWithResponseStreamOutput> InvokeWithResponseStream(InvokeWithResponseStreamInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var payload = InvocationRules.Payload(input.Payload, queued: false);
        var context = InvocationRules.ClientContext(input.ClientContext);
        var target = await execution.ResolveAsync(name, call.Cancelled);
        if (input.InvocationType == "DryRun") return new InvokeWithResponseStreamOutput { StatusCode = 204, ExecutedVersion = target.Version };
        var stream = new ChannelStream();
        var invocation = Invocation(name, payload, context, input.LogType == "Tail", call) with { Stream = stream };
        var running = execution.RunAsync(target, invocation, call.TraceHeader, call.Cancelled).AsTask();
        // The head waits for the stream to begin, or for an answer that does not stream.
        await Task.WhenAny(running, stream.Begun);
        if (running.IsFaulted) await running;
        return new InvokeWithResponseStreamOutput
        {
            StatusCode = 200,
            ExecutedVersion = target.Version,
            ResponseStreamContentType = "application/vnd.amazon.eventstream",
            EventStream = EventsAsync(running, stream),
        };
    }

    private static async IAsyncEnumerable<InvokeWithResponseStreamResponseEvent> EventsAsync(Task<InvocationOutcome> running, ChannelStream stream)
    {
        _ = running.ContinueWith(static (_, s) => ((ChannelStream)s!).End(), stream, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await foreach (var piece in stream.Pieces.ReadAllAsync()) yield return new InvokeWithResponseStreamResponseEvent { PayloadChunk = new InvokeResponseStreamUpdate { Payload = piece } };
        var outcome = await running;
        if (!outcome.Failed && !outcome.Streamed) yield return new InvokeWithResponseStreamResponseEvent { PayloadChunk = new InvokeResponseStreamUpdate { Payload = outcome.Payload.ToArray() } };
        yield return new InvokeWithResponseStreamResponseEvent
        {
            InvokeComplete = new InvokeWithResponseStreamCompleteEvent
            {
                ErrorCode = outcome.Failed ? "Unhandled" : null,
                ErrorDetails = outcome.Failed ? Encoding.UTF8.GetString(outcome.Payload.Span) : null,
                LogResult = outcome.LogTail is { } tail ? Convert.ToBase64String(tail) : null,
            },
        };
    }

    private static Invocation Invocation(FunctionName name, ReadOnlyMemory<byte> payload, string? clientContext, bool tail, CallContext call) => new()
    {
        RequestId = call.RequestId,
        InvokedArn = name.Arn,
        Payload = payload,
        ClientContext = clientContext,
        WantsLogTail = tail,
    };

    /// <summary>Hands a streamed answer from the function's connection to the caller's; bounded, so that a slow reader holds the function back.</summary>
    private sealed class ChannelStream : IAnswerStream
    {
        private readonly Channel<byte[]> _pieces = Channel.CreateBounded<byte[]>(16);
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public ChannelReader<byte[]> Pieces => _pieces.Reader;

        public ValueTask StartAsync(string? contentType)
        {
            _begun.TrySetResult();
            return default;
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => _pieces.Writer.WriteAsync(bytes.ToArray());

        public void End() => _pieces.Writer.TryComplete();
    }
}
