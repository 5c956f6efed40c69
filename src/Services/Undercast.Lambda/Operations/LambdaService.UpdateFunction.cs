using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<FunctionConfiguration> UpdateFunctionCode(UpdateFunctionCodeInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var current = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        CheckRevision(current.Latest, input.RevisionId);
        var package = await packages.TakeAsync(input.ZipFile, input.S3Bucket, input.S3Key, input.S3ObjectVersion, call);
        var revision = Ids.NewGuid().ToString();
        var modified = FunctionView.Time(call.Now);
        SettingsRecord Change(SettingsRecord settings) => settings with
        {
            Package = package, LastModified = modified, RevisionId = revision, Architecture = input.Architectures is [var architecture, ..] ? architecture : settings.Architecture,
        };
        if (input.DryRun == true)
        {
            await packages.DeleteAsync(package.Blob, call.Cancelled);
            return FunctionView.Of(name.Key, Change(current.Latest), FunctionName.Latest);
        }
        string? orphan = null;
        var after = await UpdateAsync(name, call, async (tx, function) =>
        {
            CheckRevision(function.Latest, input.RevisionId);
            var changed = function with { Latest = Change(function.Latest) };
            orphan = await FunctionRemoval.IsUsedAsync(tx, name.Key, changed, function.Latest.Package.Blob) ? null : function.Latest.Package.Blob;
            return changed;
        });
        execution.Forget(name.Key, FunctionName.Latest);
        if (orphan is not null) await packages.DeleteAsync(orphan, call.Cancelled);
        return input.Publish == true ? await PublishAsync(name, null, null, null, call) : FunctionView.Of(name.Key, after.Latest, FunctionName.Latest);
    }

    public async ValueTask<FunctionConfiguration> UpdateFunctionConfiguration(UpdateFunctionConfigurationInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        SettingsRules.CheckRuntime(input.Runtime);
        SettingsRules.CheckTimeout(input.Timeout);
        SettingsRules.CheckMemory(input.MemorySize);
        SettingsRules.CheckVariables(input.Environment?.Variables);
        SettingsRules.CheckDeadLetter(input.DeadLetterConfig?.TargetArn);
        ports.CheckTarget(input.DeadLetterConfig?.TargetArn);
        await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        if (input.Role is { } role) await execution.CheckRoleAsync(name.Key, role, call);
        var layers = await UsedLayersAsync(input.Layers, call);
        var revision = Ids.NewGuid().ToString();
        var after = await UpdateAsync(name, call, function =>
        {
            var s = function.Latest;
            CheckRevision(s, input.RevisionId);
            return function with
            {
                Latest = s with
                {
                    Runtime = input.Runtime ?? s.Runtime,
                    Role = input.Role ?? s.Role,
                    Handler = input.Handler ?? s.Handler,
                    Description = input.Description ?? s.Description,
                    Timeout = input.Timeout ?? s.Timeout,
                    MemorySize = input.MemorySize ?? s.MemorySize,
                    Variables = input.Environment is { } environment ? environment.Variables : s.Variables,
                    Layers = input.Layers is null ? s.Layers : layers,
                    DeadLetterArn = input.DeadLetterConfig is { } letter ? letter.TargetArn : s.DeadLetterArn,
                    KmsKeyArn = input.KMSKeyArn ?? s.KmsKeyArn,
                    TracingMode = input.TracingConfig?.Mode ?? s.TracingMode,
                    Vpc = input.VpcConfig ?? s.Vpc,
                    FileSystems = input.FileSystemConfigs ?? s.FileSystems,
                    EphemeralStorage = input.EphemeralStorage?.Size ?? s.EphemeralStorage,
                    SnapStart = input.SnapStart?.ApplyOn ?? s.SnapStart,
                    Logging = input.LoggingConfig ?? s.Logging,
                    LastModified = FunctionView.Time(call.Now),
                    RevisionId = revision,
                },
            };
        });
        execution.Forget(name.Key, FunctionName.Latest);
        return FunctionView.Of(name.Key, after.Latest, FunctionName.Latest);
    }

    private static void CheckRevision(SettingsRecord settings, string? revision)
    {
        if (revision is not null && revision != settings.RevisionId) throw LambdaFaults.Revision();
    }
}
