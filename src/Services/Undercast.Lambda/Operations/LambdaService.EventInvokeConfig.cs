using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public ValueTask<FunctionEventInvokeConfig> PutFunctionEventInvokeConfig(PutFunctionEventInvokeConfigInput input, CallContext call) =>
        PutEventInvokeAsync(FunctionName.Parse(input.FunctionName, call, input.Qualifier), call, _ =>
            new EventInvokeRecord(input.MaximumRetryAttempts, input.MaximumEventAgeInSeconds, input.DestinationConfig?.OnSuccess?.Destination, input.DestinationConfig?.OnFailure?.Destination, call.Now));

    public ValueTask<FunctionEventInvokeConfig> UpdateFunctionEventInvokeConfig(UpdateFunctionEventInvokeConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        return PutEventInvokeAsync(name, call, old => old is null
            ? throw NoEventInvoke(name)
            : new EventInvokeRecord(
                input.MaximumRetryAttempts ?? old.MaximumRetryAttempts,
                input.MaximumEventAgeInSeconds ?? old.MaximumEventAgeInSeconds,
                input.DestinationConfig is { } destinations ? destinations.OnSuccess?.Destination : old.OnSuccess,
                input.DestinationConfig is { } others ? others.OnFailure?.Destination : old.OnFailure,
                call.Now));
    }

    public async ValueTask<FunctionEventInvokeConfig> GetFunctionEventInvokeConfig(GetFunctionEventInvokeConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        return FunctionView.Of(name.Key, name.QualifierOrLatest, function.EventInvokes.GetValueOrDefault(name.QualifierOrLatest) ?? throw NoEventInvoke(name));
    }

    public async ValueTask DeleteFunctionEventInvokeConfig(DeleteFunctionEventInvokeConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        await UpdateAsync(name, call, function => function.EventInvokes.ContainsKey(name.QualifierOrLatest)
            ? function with { EventInvokes = Without(function.EventInvokes, name.QualifierOrLatest) }
            : throw NoEventInvoke(name));
    }

    public async ValueTask<ListFunctionEventInvokeConfigsOutput> ListFunctionEventInvokeConfigs(ListFunctionEventInvokeConfigsInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        var limit = input.MaxItems ?? 50;
        var after = Markers.Read(input.Marker);
        var rest = function.EventInvokes.OrderBy(e => e.Key, StringComparer.Ordinal).Where(e => after is null || string.CompareOrdinal(e.Key, after) > 0).ToArray();
        return new ListFunctionEventInvokeConfigsOutput
        {
            FunctionEventInvokeConfigs = [.. rest.Take(limit).Select(e => FunctionView.Of(name.Key, e.Key, e.Value))],
            NextMarker = rest.Length > limit ? Markers.Write(rest[limit - 1].Key) : null,
        };
    }

    private async ValueTask<FunctionEventInvokeConfig> PutEventInvokeAsync(FunctionName name, CallContext call, Func<EventInvokeRecord?, EventInvokeRecord> change)
    {
        var qualifier = name.QualifierOrLatest;
        var after = await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            var record = change(function.EventInvokes.GetValueOrDefault(qualifier));
            foreach (var destination in (string?[])[record.OnSuccess, record.OnFailure])
            {
                if (destination is { Length: > 0 } && (!Arn.TryParse(destination, out var arn) || arn.Service is not ("sqs" or "sns" or "lambda" or "events")))
                    throw new InvalidParameterValueException($"The provided destination config DestinationConfig(onSuccess=OnSuccess(destination={record.OnSuccess}), onFailure=OnFailure(destination={record.OnFailure})) is invalid.");
                ports.CheckTarget(destination);
                if (destination == FunctionName.ArnOf(name.Key)) throw new InvalidParameterValueException("You can't specify the function as a destination for itself.");
            }
            return function with { EventInvokes = With(function.EventInvokes, qualifier, record) };
        });
        return FunctionView.Of(name.Key, qualifier, after.EventInvokes[qualifier]);
    }

    private static ResourceNotFoundException NoEventInvoke(FunctionName name) => new($"The function {FunctionName.ArnOf(name.Key, name.QualifierOrLatest)} doesn't have an EventInvokeConfig");
}
