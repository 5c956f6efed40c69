using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<FunctionConfiguration> CreateFunction(CreateFunctionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        if (name.Key.Name.Length > 64)
            throw new InvalidParameterValueException($"1 validation error detected: Value '{name.Key.Name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64");
        if (input.PackageType == "Image") throw CommonException.NotSupported("A function of PackageType Image (functions run as processes, without containers)");
        if (input.Runtime is null || input.Handler is null)
            throw new InvalidParameterValueException("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        SettingsRules.CheckRuntime(input.Runtime);
        SettingsRules.CheckTimeout(input.Timeout);
        SettingsRules.CheckMemory(input.MemorySize);
        SettingsRules.CheckVariables(input.Environment?.Variables);
        SettingsRules.CheckTags(input.Tags);
        SettingsRules.CheckDeadLetter(input.DeadLetterConfig?.TargetArn);
        ports.CheckTarget(input.DeadLetterConfig?.TargetArn);
        await execution.CheckRoleAsync(name.Key, input.Role, call);
        if (await store.ReadAsync(tx => LambdaTables.Functions.ExistsAsync(tx, name.Key), call.Cancelled)) throw Exists(name.Key);
        var layers = await UsedLayersAsync(input.Layers, call);
        var package = await packages.TakeAsync(input.Code.ZipFile, input.Code.S3Bucket, input.Code.S3Key, input.Code.S3ObjectVersion, call);
        var settings = new SettingsRecord
        {
            Runtime = input.Runtime,
            Role = input.Role,
            Handler = input.Handler,
            Package = package,
            LastModified = FunctionView.Time(call.Now),
            RevisionId = Ids.NewGuid().ToString(),
            Description = input.Description ?? "",
            Timeout = input.Timeout ?? 3,
            MemorySize = input.MemorySize ?? 128,
            Variables = input.Environment?.Variables,
            Layers = layers,
            DeadLetterArn = input.DeadLetterConfig?.TargetArn,
            KmsKeyArn = input.KMSKeyArn,
            TracingMode = input.TracingConfig?.Mode ?? "PassThrough",
            Vpc = input.VpcConfig,
            FileSystems = input.FileSystemConfigs,
            Architecture = input.Architectures is [var architecture, ..] ? architecture : "x86_64",
            EphemeralStorage = input.EphemeralStorage?.Size ?? 512,
            SnapStart = input.SnapStart?.ApplyOn ?? "None",
            Logging = input.LoggingConfig,
        };
        var publish = input.Publish == true;
        var revision = Ids.NewGuid().ToString();
        try
        {
            await store.WriteAsync(
                async tx =>
                {
                    if (await LambdaTables.Functions.ExistsAsync(tx, name.Key)) throw Exists(name.Key);
                    LambdaTables.Functions.PutFresh(tx, name.Key, new FunctionRecord { Latest = settings, LastVersion = publish ? 1 : 0, Tags = input.Tags ?? new Dictionary<string, string>() });
                    if (publish) LambdaTables.Versions.Put(tx, new VersionKey(name.Key, 1), settings with { RevisionId = revision });
                },
                call.Cancelled);
        }
        catch (ResourceConflictException)
        {
            await packages.DeleteAsync(package.Blob, call.Cancelled);
            throw;
        }
        execution.Prepare(settings);
        return publish ? FunctionView.Of(name.Key, settings with { RevisionId = revision }, "1", "1") : FunctionView.Of(name.Key, settings, FunctionName.Latest);
    }

    private static ResourceConflictException Exists(FunctionKey key) => new($"Function already exist: {key.Name}");

    /// <summary>Finds the layers that a function names.</summary>
    private async ValueTask<IReadOnlyList<UsedLayer>?> UsedLayersAsync(IReadOnlyList<string>? arns, CallContext call)
    {
        if (arns is not { Count: > 0 }) return null;
        // AWS: five layers.
        if (arns.Count > 5) throw new InvalidParameterValueException("Cannot reference more than 5 layers.");
        foreach (var text in arns)
        {
            // AWS: a layer of another account is used by leave of its policy.
            if (ports.Access is { } access && Arn.TryParse(text, out var foreign) && foreign.Account != call.Account) await access.DemandAsync(call, "lambda:GetLayerVersion", text);
        }
        return await store.ReadAsync(
            async tx =>
            {
                var used = new List<UsedLayer>();
                foreach (var text in arns)
                {
                    if (!Arn.TryParse(text, out var arn) || arn.Resource.Split(':') is not ["layer", var layer, var version] || !long.TryParse(version, out var number))
                        throw new InvalidParameterValueException($"Invalid layer version arn: {text}");
                    var key = new LayerKey(arn.Account, arn.Region, layer, number);
                    var record = await LambdaTables.Layers.GetAsync(tx, key) ?? throw new InvalidParameterValueException($"Layer version {text} does not exist.");
                    if (used.Any(u => u.Arn.StartsWith(FunctionName.LayerArn(key) + ":", StringComparison.Ordinal)))
                        throw new InvalidParameterValueException($"Two different versions of the same layer are not allowed to be referenced in the same function. {text} and {used.First(u => u.Arn.StartsWith(FunctionName.LayerArn(key) + ":", StringComparison.Ordinal)).Arn} are versions of the same layer.");
                    used.Add(new UsedLayer(text, record.Package));
                }
                return used;
            },
            call.Cancelled);
    }
}
