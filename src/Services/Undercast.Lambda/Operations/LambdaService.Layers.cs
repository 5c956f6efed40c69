using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<PublishLayerVersionOutput> PublishLayerVersion(PublishLayerVersionInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        var package = await packages.TakeAsync(input.Content.ZipFile, input.Content.S3Bucket, input.Content.S3Key, input.Content.S3ObjectVersion, call);
        var record = new LayerRecord
        {
            Package = package, Created = FunctionView.Time(call.Now), Description = input.Description ?? "", Runtimes = input.CompatibleRuntimes, Architectures = input.CompatibleArchitectures, License = input.LicenseInfo,
            Making = call.NewIds.Guid(),
        };
        var key = await store.WriteAsync(
            async tx =>
            {
                // Versions are numbers, so it is not by its key that a repeated publication is known.
                var made = (await LambdaTables.Layers.RangeAsync(tx, LambdaTables.Layers.Prefix(name.Account, name.Region, name.Name))).FirstOrDefault(l => l.Record.Making == record.Making);
                if (made.Record is not null) return made.Key;
                var last = (await LambdaTables.LayerCounters.GetAsync(tx, name))?.Last ?? 0;
                var fresh = new LayerKey(name.Account, name.Region, name.Name, last + 1);
                LambdaTables.LayerCounters.Put(tx, name, new LayerCounterRecord(last + 1));
                LambdaTables.Layers.Put(tx, fresh, record);
                return fresh;
            },
            call.Cancelled);
        return View(key, record, call);
    }

    public ValueTask<PublishLayerVersionOutput> GetLayerVersion(GetLayerVersionInput input, CallContext call) =>
        LayerAsync(LayerName(input.LayerName, call) is var name ? new LayerKey(name.Account, name.Region, name.Name, input.VersionNumber) : default, call);

    public ValueTask<PublishLayerVersionOutput> GetLayerVersionByArn(GetLayerVersionByArnInput input, CallContext call) =>
        Arn.TryParse(input.Arn, out var arn) && arn.Resource.Split(':') is ["layer", var layer, var version] && long.TryParse(version, out var number)
            ? LayerAsync(new LayerKey(arn.Account, arn.Region, layer, number), call)
            : throw LambdaFaults.Gone();

    public ValueTask<ListLayerVersionsOutput> ListLayerVersions(ListLayerVersionsInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        var limit = input.MaxItems ?? 50;
        var before = Markers.Read(input.Marker) is { } marker && long.TryParse(marker, out var number) ? number : (long?)null;
        return store.ReadAsync(
            async tx =>
            {
                var rows = await LambdaTables.Layers.RangeAsync(
                    tx, LambdaTables.Layers.Prefix(name.Account, name.Region, name.Name), reverse: true, after: before is { } b ? new LayerKey(name.Account, name.Region, name.Name, b) : null);
                var found = rows.Where(r => Fits(r.Record, input.CompatibleRuntime, input.CompatibleArchitecture)).Take(limit + 1).ToArray();
                return new ListLayerVersionsOutput
                {
                    LayerVersions = [.. found.Take(limit).Select(r => Item(r.Key, r.Record))],
                    NextMarker = found.Length > limit ? Markers.Write(found[limit - 1].Key.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null,
                };
            },
            call.Cancelled);
    }

    public ValueTask<ListLayersOutput> ListLayers(ListLayersInput input, CallContext call)
    {
        var limit = input.MaxItems ?? 50;
        var after = Markers.Read(input.Marker);
        return store.ReadAsync(
            async tx =>
            {
                var layers = new List<LayersListItem>();
                foreach (var (name, _) in await LambdaTables.LayerCounters.RangeAsync(
                    tx, LambdaTables.LayerCounters.Prefix(call.Account, call.Region), after: after is null ? null : new FunctionKey(call.Account, call.Region, after)))
                {
                    var rows = await LambdaTables.Layers.RangeAsync(tx, LambdaTables.Layers.Prefix(name.Account, name.Region, name.Name), reverse: true);
                    var latest = rows.Where(r => Fits(r.Record, input.CompatibleRuntime, input.CompatibleArchitecture)).Take(1).ToArray();
                    if (latest is not [var (key, record)]) continue;
                    layers.Add(new LayersListItem { LayerName = name.Name, LayerArn = FunctionName.LayerArn(key), LatestMatchingVersion = Item(key, record) });
                    if (layers.Count > limit) break;
                }
                return new ListLayersOutput { Layers = [.. layers.Take(limit)], NextMarker = layers.Count > limit ? Markers.Write(layers[limit - 1].LayerName!) : null };
            },
            call.Cancelled);
    }

    public async ValueTask DeleteLayerVersion(DeleteLayerVersionInput input, CallContext call)
    {
        var name = LayerName(input.LayerName, call);
        // The package stays: functions that were given the layer keep it.
        var key = new LayerKey(name.Account, name.Region, name.Name, input.VersionNumber);
        await store.WriteAsync(tx => LambdaTables.Layers.Delete(tx, key), call.Cancelled);
    }

    private static FunctionKey LayerName(string text, CallContext call) =>
        Arn.TryParse(text, out var arn) ? new FunctionKey(arn.Account, arn.Region, arn.Resource.Split(':')[1]) : new FunctionKey(call.Account, call.Region, text);

    private async ValueTask<PublishLayerVersionOutput> LayerAsync(LayerKey key, CallContext call) =>
        View(key, await store.ReadAsync(tx => LambdaTables.Layers.GetAsync(tx, key), call.Cancelled) ?? throw LambdaFaults.Gone(), call);

    private static bool Fits(LayerRecord layer, string? runtime, string? architecture) =>
        (runtime is null || layer.Runtimes?.Contains(runtime) == true) && (architecture is null || layer.Architectures?.Contains(architecture) == true);

    private static LayerVersionsListItem Item(LayerKey key, LayerRecord layer) => new()
    {
        LayerVersionArn = FunctionName.LayerVersionArn(key), Version = key.Version, Description = layer.Description, CreatedDate = layer.Created,
        CompatibleRuntimes = layer.Runtimes, CompatibleArchitectures = layer.Architectures, LicenseInfo = layer.License,
    };

    private static PublishLayerVersionOutput View(LayerKey key, LayerRecord layer, CallContext call) => new()
    {
        Content = new LayerVersionContentOutput { Location = $"{call.Endpoint}{PackageDataPlane.Prefix}{layer.Package.Blob}", CodeSha256 = layer.Package.Sha256, CodeSize = layer.Package.Size },
        LayerArn = FunctionName.LayerArn(key), LayerVersionArn = FunctionName.LayerVersionArn(key), Version = key.Version, Description = layer.Description, CreatedDate = layer.Created,
        CompatibleRuntimes = layer.Runtimes, CompatibleArchitectures = layer.Architectures, LicenseInfo = layer.License,
    };
}
