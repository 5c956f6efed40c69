using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<FunctionUrlConfig> CreateFunctionUrlConfig(CreateFunctionUrlConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var qualifier = name.QualifierOrLatest;
        var now = UrlTime(call.Now);
        var url = new UrlRecord(Ids.NewBase36(32), input.AuthType, input.Cors, input.InvokeMode ?? "BUFFERED", now, now);
        await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            if (function.Urls.ContainsKey(qualifier)) throw new ResourceConflictException($"Failed to create function url config for [functionArn = {name.Arn}]. Error message:  FunctionUrlConfig exists for this Lambda function");
            LambdaTables.Urls.Put(tx, new UrlKey(url.Id), new UrlTargetRecord(name.Key.Account, name.Key.Region, name.Key.Name, qualifier));
            return function with { Urls = With(function.Urls, qualifier, url) };
        });
        return FunctionView.Of(name.Key, qualifier, url, cloud.Endpoint) with { LastModifiedTime = null };
    }

    public async ValueTask<FunctionUrlConfig> GetFunctionUrlConfig(GetFunctionUrlConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        return FunctionView.Of(name.Key, name.QualifierOrLatest, function.Urls.GetValueOrDefault(name.QualifierOrLatest) ?? throw LambdaFaults.Gone(), cloud.Endpoint);
    }

    public async ValueTask<FunctionUrlConfig> UpdateFunctionUrlConfig(UpdateFunctionUrlConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var qualifier = name.QualifierOrLatest;
        var after = await UpdateAsync(name, call, function =>
        {
            var url = function.Urls.GetValueOrDefault(qualifier) ?? throw LambdaFaults.Gone();
            return function with { Urls = With(function.Urls, qualifier, url with { AuthType = input.AuthType ?? url.AuthType, Cors = input.Cors ?? url.Cors, InvokeMode = input.InvokeMode ?? url.InvokeMode, Modified = UrlTime(call.Now) }) };
        });
        return FunctionView.Of(name.Key, qualifier, after.Urls[qualifier], cloud.Endpoint);
    }

    public async ValueTask DeleteFunctionUrlConfig(DeleteFunctionUrlConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        await UpdateAsync(name, call, (tx, function) =>
        {
            var url = function.Urls.GetValueOrDefault(name.QualifierOrLatest) ?? throw LambdaFaults.Gone();
            LambdaTables.Urls.Delete(tx, new UrlKey(url.Id));
            return new ValueTask<FunctionRecord>(function with { Urls = Without(function.Urls, name.QualifierOrLatest) });
        });
    }

    public async ValueTask<ListFunctionUrlConfigsOutput> ListFunctionUrlConfigs(ListFunctionUrlConfigsInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        var limit = input.MaxItems ?? 50;
        var after = Markers.Read(input.Marker);
        var rest = function.Urls.OrderBy(u => u.Key, StringComparer.Ordinal).Where(u => after is null || string.CompareOrdinal(u.Key, after) > 0).ToArray();
        return new ListFunctionUrlConfigsOutput
        {
            FunctionUrlConfigs = [.. rest.Take(limit).Select(u => FunctionView.Of(name.Key, u.Key, u.Value, cloud.Endpoint))], NextMarker = rest.Length > limit ? Markers.Write(rest[limit - 1].Key) : null,
        };
    }

    private static string UrlTime(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}
