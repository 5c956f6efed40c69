using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<GetFunctionOutput> GetFunction(GetFunctionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var target = await FixedAsync(name, call);
        return new GetFunctionOutput
        {
            Configuration = FunctionView.Of(name.Key, target.Settings, target.Version, name.Qualifier),
            Code = new FunctionCodeLocation { RepositoryType = "S3", Location = $"{call.Endpoint}{PackageDataPlane.Prefix}{target.Settings.Package.Blob}" },
            Tags = target.Function.Tags.Count > 0 ? target.Function.Tags : null,
            Concurrency = target.Function.ReservedConcurrency is { } reserved ? new Concurrency { ReservedConcurrentExecutions = reserved } : null,
        };
    }

    public async ValueTask<FunctionConfiguration> GetFunctionConfiguration(GetFunctionConfigurationInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var target = await FixedAsync(name, call);
        return FunctionView.Of(name.Key, target.Settings, target.Version, name.Qualifier);
    }

    private ValueTask<Target> FixedAsync(FunctionName name, CallContext call) => execution.MainAsync(name, call.Cancelled);

    public async ValueTask<ListFunctionsOutput> ListFunctions(ListFunctionsInput input, CallContext call)
    {
        // AWS: at most 50 at a time, whatever MaxItems says.
        var limit = Math.Min(input.MaxItems ?? 50, 50);
        var after = Markers.Read(input.Marker);
        return await store.ReadAsync(
            async tx =>
            {
                var rows = await LambdaTables.Functions.RangeAsync(
                    tx, LambdaTables.Functions.Prefix(call.Account, call.Region), limit + 1, after: after is null ? null : new FunctionKey(call.Account, call.Region, after));
                var functions = new List<FunctionConfiguration>();
                foreach (var (key, function) in rows.Take(limit))
                {
                    functions.Add(Listed(FunctionView.Of(key, function.Latest, FunctionName.Latest, input.FunctionVersion is null ? null : FunctionName.Latest)));
                    if (input.FunctionVersion != "ALL") continue;
                    foreach (var (version, settings) in await LambdaTables.Versions.RangeAsync(tx, LambdaTables.Versions.Prefix(key.Account, key.Region, key.Name)))
                        functions.Add(Listed(Published(key, version.Version, settings)));
                }
                return new ListFunctionsOutput { Functions = functions, NextMarker = rows.Count > limit ? Markers.Write(rows[limit - 1].Key.Name) : null };
            },
            call.Cancelled);
    }

    // AWS: lists leave the states out.
    private static FunctionConfiguration Listed(FunctionConfiguration configuration) => configuration with { State = null, LastUpdateStatus = null, RuntimeVersionConfig = null };

    private static FunctionConfiguration Published(FunctionKey key, long version, SettingsRecord settings)
    {
        var text = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return FunctionView.Of(key, settings, text, text);
    }

    public async ValueTask<DeleteFunctionOutput> DeleteFunction(DeleteFunctionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        if (name.Qualifier == FunctionName.Latest) throw new InvalidParameterValueException("$LATEST version cannot be deleted without deleting the function.");
        if (name.Qualifier is { } version)
        {
            await DeleteVersionAsync(name, version, call);
            return new DeleteFunctionOutput { StatusCode = 204 };
        }
        var orphans = await store.WriteAsync(tx => FunctionRemoval.RemoveAsync(tx, name.Key, () => LambdaFaults.NoFunction(name)), call.Cancelled);
        execution.Forget(name.Key, null);
        foreach (var blob in orphans) await packages.DeleteAsync(blob, call.Cancelled);
        return new DeleteFunctionOutput { StatusCode = 204 };
    }

    private async ValueTask DeleteVersionAsync(FunctionName name, string version, CallContext call)
    {
        if (!long.TryParse(version, out var number)) throw new InvalidParameterValueException("Deletion of aliases is not currently supported.");
        var orphan = await store.WriteAsync(
            async tx =>
            {
                var function = await FindAsync(tx, name);
                var aliases = await LambdaTables.Aliases.RangeAsync(tx, LambdaTables.Aliases.Prefix(name.Key.Account, name.Key.Region, name.Key.Name));
                var users = aliases.Where(a => a.Record.Version == version || a.Record.Weights?.ContainsKey(version) == true).Select(a => a.Key.Alias).ToArray();
                if (users.Length > 0) throw new ResourceConflictException($"Version was not able to be deleted because there are aliases that reference it: [{string.Join(", ", users)}]");
                if (await LambdaTables.Versions.GetAsync(tx, new VersionKey(name.Key, number)) is not { } settings) return null;
                LambdaTables.Versions.Delete(tx, new VersionKey(name.Key, number));
                return await FunctionRemoval.IsUsedAsync(tx, name.Key, function, settings.Package.Blob) ? null : settings.Package.Blob;
            },
            call.Cancelled);
        execution.Forget(name.Key, version);
        if (orphan is not null) await packages.DeleteAsync(orphan, call.Cancelled);
    }
}
