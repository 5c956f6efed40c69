using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<GetFunctionRecursionConfigOutput> GetFunctionRecursionConfig(GetFunctionRecursionConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        return new GetFunctionRecursionConfigOutput { RecursiveLoop = (await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled)).RecursiveLoop ?? "Terminate" };
    }

    public async ValueTask<PutFunctionRecursionConfigOutput> PutFunctionRecursionConfig(PutFunctionRecursionConfigInput input, CallContext call)
    {
        await UpdateAsync(FunctionName.Parse(input.FunctionName, call), call, function => function with { RecursiveLoop = input.RecursiveLoop });
        return new PutFunctionRecursionConfigOutput { RecursiveLoop = input.RecursiveLoop };
    }

    public async ValueTask<GetRuntimeManagementConfigOutput> GetRuntimeManagementConfig(GetRuntimeManagementConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var target = await FixedAsync(name, call);
        var record = target.Function.RuntimeUpdates.GetValueOrDefault(target.Version);
        return new GetRuntimeManagementConfigOutput { UpdateRuntimeOn = record?.On ?? "Auto", RuntimeVersionArn = record?.RuntimeVersionArn, FunctionArn = FunctionName.ArnOf(name.Key, name.Qualifier) };
    }

    public async ValueTask<PutRuntimeManagementConfigOutput> PutRuntimeManagementConfig(PutRuntimeManagementConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        if (input.UpdateRuntimeOn == "Manual" && input.RuntimeVersionArn is null)
            throw new InvalidParameterValueException("RuntimeVersionArn is required when UpdateRuntimeOn is set to Manual.");
        if (input.UpdateRuntimeOn != "Manual" && input.RuntimeVersionArn is not null)
            throw new InvalidParameterValueException("RuntimeVersionArn is only supported when UpdateRuntimeOn is set to Manual.");
        await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            return function with { RuntimeUpdates = With(function.RuntimeUpdates, name.QualifierOrLatest, new RuntimeUpdateRecord(input.UpdateRuntimeOn, input.RuntimeVersionArn)) };
        });
        return new PutRuntimeManagementConfigOutput { UpdateRuntimeOn = input.UpdateRuntimeOn, RuntimeVersionArn = input.RuntimeVersionArn, FunctionArn = FunctionName.ArnOf(name.Key, name.Qualifier) };
    }

    public async ValueTask<InvokeAsyncOutput> InvokeAsync(InvokeAsyncInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var payload = InvocationRules.Payload(input.InvokeArgs, queued: true);
        await execution.ResolveAsync(name, call.Cancelled);
        await events.QueueAsync(name, payload, null, call.RequestId, call.TraceHeader, call.Now, call.Cancelled);
        return new InvokeAsyncOutput { Status = 202 };
    }
}
