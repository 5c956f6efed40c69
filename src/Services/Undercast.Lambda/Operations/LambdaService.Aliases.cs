using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public ValueTask<AliasConfiguration> CreateAlias(CreateAliasInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var key = new AliasKey(name.Key, input.Name);
        var alias = new AliasRecord(input.FunctionVersion, input.Description ?? "", input.RoutingConfig?.AdditionalVersionWeights, Ids.NewGuid().ToString());
        return store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, name);
                if (await LambdaTables.Aliases.ExistsAsync(tx, key)) throw new ResourceConflictException($"Alias already exists: {FunctionName.ArnOf(name.Key, input.Name)}");
                await CheckAliasAsync(tx, name.Key, alias);
                LambdaTables.Aliases.Put(tx, key, alias);
                return FunctionView.Of(key, alias);
            },
            call.Cancelled);
    }

    public async ValueTask<AliasConfiguration> GetAlias(GetAliasInput input, CallContext call)
    {
        var key = new AliasKey(FunctionName.Parse(input.FunctionName, call).Key, input.Name);
        return FunctionView.Of(key, await store.ReadAsync(tx => FindAliasAsync(tx, key), call.Cancelled));
    }

    public ValueTask<ListAliasesOutput> ListAliases(ListAliasesInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var limit = Math.Min(input.MaxItems ?? 50, 50);
        var after = Markers.Read(input.Marker);
        return store.ReadAsync(
            async tx =>
            {
                await FindAsync(tx, name);
                var rows = await LambdaTables.Aliases.RangeAsync(tx, LambdaTables.Aliases.Prefix(name.Key.Account, name.Key.Region, name.Key.Name), after: after is null ? null : new AliasKey(name.Key, after));
                var found = rows.Where(r => input.FunctionVersion is null || r.Record.Version == input.FunctionVersion).Take(limit + 1).ToArray();
                return new ListAliasesOutput { Aliases = [.. found.Take(limit).Select(r => FunctionView.Of(r.Key, r.Record))], NextMarker = found.Length > limit ? Markers.Write(found[limit - 1].Key.Alias) : null };
            },
            call.Cancelled);
    }

    public ValueTask<AliasConfiguration> UpdateAlias(UpdateAliasInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var key = new AliasKey(name.Key, input.Name);
        var revision = Ids.NewGuid().ToString();
        return store.WriteAsync(
            async tx =>
            {
                var alias = await FindAliasAsync(tx, key);
                if (input.RevisionId is not null && input.RevisionId != alias.RevisionId) throw LambdaFaults.Revision();
                alias = new AliasRecord(
                    input.FunctionVersion ?? alias.Version, input.Description ?? alias.Description, input.RoutingConfig is { } routing ? routing.AdditionalVersionWeights : alias.Weights, revision);
                await CheckAliasAsync(tx, name.Key, alias);
                LambdaTables.Aliases.Put(tx, key, alias);
                return FunctionView.Of(key, alias);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteAlias(DeleteAliasInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, name);
                // AWS: an alias that is not there is deleted without a word.
                LambdaTables.Aliases.Delete(tx, new AliasKey(name.Key, input.Name));
            },
            call.Cancelled);
    }

    private static async ValueTask<AliasRecord> FindAliasAsync(IReadTransaction tx, AliasKey key) =>
        await LambdaTables.Aliases.GetAsync(tx, key) ?? throw LambdaFaults.NoAlias(new FunctionKey(key.Account, key.Region, key.Name), key.Alias);

    private static async ValueTask CheckAliasAsync(IReadTransaction tx, FunctionKey key, AliasRecord alias)
    {
        await CheckVersionAsync(tx, key, alias.Version);
        if (alias.Weights is not { Count: > 0 } weights) return;
        if (alias.Version == FunctionName.Latest) throw new InvalidParameterValueException("$LATEST is not supported for an alias pointing to more than 1 version");
        if (weights.Count > 1) throw new InvalidParameterValueException("Number of items in AdditionalVersionWeights cannot be greater than 1");
        foreach (var (version, weight) in weights)
        {
            if (weight is < 0 or > 1) throw new InvalidParameterValueException($"Invalid weight {weight} for version {version}: it must be between 0.0 and 1.0");
            if (version == alias.Version) throw new InvalidParameterValueException($"Invalid function version {version}. Function version {version} is already included in routing configuration.");
            if (version == FunctionName.Latest) throw new InvalidParameterValueException("$LATEST is not supported for an alias pointing to more than 1 version");
            await CheckVersionAsync(tx, key, version);
        }
    }

    private static async ValueTask CheckVersionAsync(IReadTransaction tx, FunctionKey key, string version)
    {
        if (version == FunctionName.Latest) return;
        if (!long.TryParse(version, out var number) || !await LambdaTables.Versions.ExistsAsync(tx, new VersionKey(key, number)))
            throw new ResourceNotFoundException($"Function not found: {FunctionName.ArnOf(key, version)}");
    }
}
