using Microsoft.AspNetCore.Http;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Calls from inside, where the target is chosen at run time (stacks, integrations); authorised and recorded like any other.</summary>
public interface ICloudCalls
{
    /// <summary>Calls an operation with its input record.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="region">Where.</param>
    /// <param name="api">The API's name (its endpoint prefix).</param>
    /// <param name="operation">The operation's wire name.</param>
    /// <param name="input">The input record.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The output record, or null for none.</returns>
    /// <exception cref="AwsException">The operation's answer is an error, or there is no such operation.</exception>
    ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default);

    /// <summary>Calls an operation with its input as JSON, in the members' wire names, and answers its output likewise (empty for none).</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="region">Where.</param>
    /// <param name="api">The API's name (its endpoint prefix).</param>
    /// <param name="operation">The operation's wire name.</param>
    /// <param name="document">The input.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="AwsException">The operation's answer is an error, the document is not its input, or there is no such operation.</exception>
    ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default);

    /// <summary>Calls an operation that may be repeated, because nobody knows whether it was done when the process ended: what it makes has the same ids under the same token.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="region">Where.</param>
    /// <param name="api">The API's name (its endpoint prefix).</param>
    /// <param name="operation">The operation's wire name.</param>
    /// <param name="document">The input.</param>
    /// <param name="token">What the ids come from.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="AwsException">The operation's answer is an error, the document is not its input, or there is no such operation.</exception>
    ValueTask<ReadOnlyMemory<byte>> RepeatableAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, string token, CancellationToken ct = default) =>
        CallDocumentAsync(caller, region, api, operation, document, ct);
}

internal sealed class InProcessCalls(CloudOptions options, CallPipeline pipeline, ServiceTable services, TimeProvider time) : ICloudCalls
{
    // The wire on which documents are read and written: plain JSON without bindings.
    private static readonly WireProtocol Documents = WireProtocol.For(Wire.AwsJson10);

    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) =>
        pipeline.CallAsync(Find(api, operation), input, Context(caller, region, IdSource.Random, ct));

    public ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default) =>
        CallDocumentAsync(api, operation, document, Context(caller, region, IdSource.Random, ct));

    public ValueTask<ReadOnlyMemory<byte>> RepeatableAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, string token, CancellationToken ct = default) =>
        CallDocumentAsync(api, operation, document, Context(caller, region, IdSource.From(token), ct));

    private async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(string api, string operation, ReadOnlyMemory<byte> document, CallContext call)
    {
        var target = Find(api, operation);
        var input = Documents.ReadInput(target, new WireRequest { Method = "POST", Path = "/", Headers = new HeaderDictionary(), Body = document });
        var output = await pipeline.CallAsync(target, input, call);
        var answer = new WireResponse();
        Documents.WriteOutput(target, output, call.RequestId, answer);
        return answer.Body.WrittenMemory;
    }

    private OperationDescriptor Find(string api, string operation)
    {
        var descriptor = services.Find(api) ?? throw CommonException.NotSupported($"The API '{api}'");
        return descriptor.Operations.TryGetValue(operation, out var target) ? target : throw CommonException.NotSupported($"The operation {api}:{operation}");
    }

    private CallContext Context(Principal caller, string region, IdSource ids, CancellationToken ct) => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = caller,
        Region = region,
        Now = time.GetUtcNow(),
        Endpoint = options.Endpoint,
        SecureTransport = true,
        NewIds = ids,
        Cancelled = ct,
    };
}
