using Undercast.Storage;

namespace Undercast.Lambda;

internal static class LambdaTables
{
    public static readonly Table<FunctionKey, FunctionRecord> Functions = new("lambda.function", new RememberedCodec<FunctionRecord>(JsonRecord.Codec(() => LambdaJson.Default.FunctionRecord)));
    public static readonly Table<VersionKey, SettingsRecord> Versions = new("lambda.version", new RememberedCodec<SettingsRecord>(JsonRecord.Codec(() => LambdaJson.Default.SettingsRecord)));
    public static readonly Table<AliasKey, AliasRecord> Aliases = new("lambda.alias", new RememberedCodec<AliasRecord>(JsonRecord.Codec(() => LambdaJson.Default.AliasRecord)));
    public static readonly Table<LayerKey, LayerRecord> Layers = new("lambda.layer", JsonRecord.Codec(() => LambdaJson.Default.LayerRecord));
    /// <summary>The last version of a layer, so that no number is used again.</summary>
    public static readonly Table<FunctionKey, LayerCounterRecord> LayerCounters = new("lambda.layer-counter", JsonRecord.Codec(() => LambdaJson.Default.LayerCounterRecord));
    public static readonly Table<UrlKey, UrlTargetRecord> Urls = new("lambda.url", JsonRecord.Codec(() => LambdaJson.Default.UrlTargetRecord));
    public static readonly Table<MappingKey, MappingRecord> Mappings = new("lambda.mapping", JsonRecord.Codec(() => LambdaJson.Default.MappingRecord));
    public static readonly Table<SigningKey, SigningRecord> Signings = new("lambda.code-signing", JsonRecord.Codec(() => LambdaJson.Default.SigningRecord));
}
