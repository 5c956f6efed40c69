using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public ValueTask<FunctionConfiguration> PublishVersion(PublishVersionInput input, CallContext call) =>
        PublishAsync(FunctionName.Parse(input.FunctionName, call), input.CodeSha256, input.Description, input.RevisionId, call);

    private ValueTask<FunctionConfiguration> PublishAsync(FunctionName name, string? sha256, string? description, string? revision, CallContext call)
    {
        var fresh = Ids.NewGuid().ToString();
        return store.WriteAsync(
            async tx =>
            {
                var function = await FindAsync(tx, name);
                CheckRevision(function.Latest, revision);
                if (sha256 is not null && sha256 != function.Latest.Package.Sha256)
                    throw new InvalidParameterValueException($"CodeSHA256 ({sha256}) is different from current CodeSHA256 in $LATEST ({function.Latest.Package.Sha256}). Please try again with the CodeSHA256 in $LATEST.");
                var settings = function.Latest with { Description = description ?? function.Latest.Description };
                // AWS: nothing is published when nothing has changed since the last version.
                if (function.LastVersion > 0 && await LambdaTables.Versions.GetAsync(tx, new VersionKey(name.Key, function.LastVersion)) is { } last && last.LastModified == settings.LastModified && last.Description == settings.Description)
                    return Published(name.Key, function.LastVersion, last);
                var version = function.LastVersion + 1;
                settings = settings with { RevisionId = fresh };
                LambdaTables.Versions.Put(tx, new VersionKey(name.Key, version), settings);
                await LambdaTables.Functions.PutAsync(tx, name.Key, function with { LastVersion = version });
                return Published(name.Key, version, settings);
            },
            call.Cancelled);
    }

    public ValueTask<ListVersionsByFunctionOutput> ListVersionsByFunction(ListVersionsByFunctionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var limit = Math.Min(input.MaxItems ?? 50, 50);
        var after = Markers.Read(input.Marker) is { } marker && long.TryParse(marker, out var number) ? number : -1;
        return store.ReadAsync(
            async tx =>
            {
                var function = await FindAsync(tx, name);
                var versions = new List<FunctionConfiguration>();
                if (after < 0) versions.Add(Listed(FunctionView.Of(name.Key, function.Latest, FunctionName.Latest, FunctionName.Latest)));
                var rows = await LambdaTables.Versions.RangeAsync(
                    tx, LambdaTables.Versions.Prefix(name.Key.Account, name.Key.Region, name.Key.Name), limit + 1, after: after < 0 ? null : new VersionKey(name.Key, after));
                var room = limit - versions.Count;
                versions.AddRange(rows.Take(room).Select(r => Listed(Published(name.Key, r.Key.Version, r.Record))));
                return new ListVersionsByFunctionOutput { Versions = versions, NextMarker = rows.Count > room ? Markers.Write(versions[^1].Version == FunctionName.Latest ? "0" : versions[^1].Version!) : null };
            },
            call.Cancelled);
    }
}
