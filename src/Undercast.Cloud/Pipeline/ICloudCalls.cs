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
}

internal sealed class InProcessCalls(CloudOptions options, CallPipeline pipeline, ServiceTable services, TimeProvider time) : ICloudCalls
{
    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default)
    {
        var descriptor = services.Find(api) ?? throw CommonException.NotSupported($"The API '{api}'");
        if (!descriptor.Operations.TryGetValue(operation, out var target)) throw CommonException.NotSupported($"The operation {api}:{operation}");
        var call = new CallContext
        {
            RequestId = CallContext.NewRequestId(),
            Caller = caller,
            Region = region,
            Now = time.GetUtcNow(),
            Endpoint = options.Endpoint,
            SecureTransport = true,
            Cancelled = ct,
        };
        return pipeline.CallAsync(target, input, call);
    }
}
