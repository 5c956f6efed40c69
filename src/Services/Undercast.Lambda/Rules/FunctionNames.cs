using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>A function as a request names it: by name, partial ARN or ARN, with or without a version or alias.</summary>
internal readonly record struct FunctionName(FunctionKey Key, string? Qualifier)
{
    public const string Latest = "$LATEST";

    /// <summary>The qualifier, or <c>$LATEST</c>.</summary>
    public string QualifierOrLatest => Qualifier ?? Latest;

    public static FunctionName Parse(string text, CallContext call, string? qualifier = null)
    {
        var (account, region, rest) = (call.Account, call.Region, text);
        if (Kernel.Arn.TryParse(text, out var arn))
        {
            (account, region) = (arn.Account, arn.Region);
            rest = arn.Resource;
        }
        var parts = rest.Split(':');
        // 123456789012:function:name, function:name, name; then maybe a qualifier.
        var at = 0;
        if (parts.Length > at + 1 && parts[at].Length == 12 && parts[at].All(char.IsAsciiDigit)) account = parts[at++];
        if (parts.Length > at + 1 && parts[at] == "function") at++;
        var own = parts.Length > at + 1 ? parts[at + 1] : null;
        if (own is not null && qualifier is not null && own != qualifier)
            throw new InvalidParameterValueException($"The derived qualifier from the function name does not match the specified qualifier.");
        return new FunctionName(new FunctionKey(account, region, parts[at]), qualifier ?? own);
    }

    public static string ArnOf(FunctionKey key, string? qualifier = null) =>
        $"arn:{Kernel.Arn.PartitionOf(key.Region)}:lambda:{key.Region}:{key.Account}:function:{key.Name}{(qualifier is null ? "" : $":{qualifier}")}";

    public static string LayerArn(LayerKey key) => $"arn:{Kernel.Arn.PartitionOf(key.Region)}:lambda:{key.Region}:{key.Account}:layer:{key.Name}";

    public static string LayerVersionArn(LayerKey key) => string.Create(CultureInfo.InvariantCulture, $"{LayerArn(key)}:{key.Version}");

    public static string MappingArn(MappingKey key) => $"arn:{Kernel.Arn.PartitionOf(key.Region)}:lambda:{key.Region}:{key.Account}:event-source-mapping:{key.Id}";

    public string Arn => ArnOf(Key, Qualifier);
}

/// <summary>The resources of permissions.</summary>
public static class LambdaResources
{
    internal static string Function(string name, CallContext call) => FunctionName.ArnOf(FunctionName.Parse(name, call).Key);

    internal static string Invoked(InvokeInput input, CallContext call) => FunctionName.Parse(input.FunctionName, call, input.Qualifier).Arn;

    internal static string InvokedStream(InvokeWithResponseStreamInput input, CallContext call) => FunctionName.Parse(input.FunctionName, call, input.Qualifier).Arn;

    internal static string Layer(string name, CallContext call) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : FunctionName.LayerArn(new LayerKey(call.Account, call.Region, name, 0));

    internal static string AddedTo(AddLayerVersionPermissionInput input, CallContext call) => string.Create(CultureInfo.InvariantCulture, $"{Layer(input.LayerName, call)}:{input.VersionNumber}");

    internal static string RemovedFrom(RemoveLayerVersionPermissionInput input, CallContext call) => string.Create(CultureInfo.InvariantCulture, $"{Layer(input.LayerName, call)}:{input.VersionNumber}");

    internal static string PolicyOf(GetLayerVersionPolicyInput input, CallContext call) => string.Create(CultureInfo.InvariantCulture, $"{Layer(input.LayerName, call)}:{input.VersionNumber}");

    internal static string LayerVersion(GetLayerVersionInput input, CallContext call) => string.Create(CultureInfo.InvariantCulture, $"{Layer(input.LayerName, call)}:{input.VersionNumber}");

    internal static string DeletedLayer(DeleteLayerVersionInput input, CallContext call) => string.Create(CultureInfo.InvariantCulture, $"{Layer(input.LayerName, call)}:{input.VersionNumber}");

    internal static string Mapping(string id, CallContext call) => FunctionName.MappingArn(new MappingKey(call.Account, call.Region, id));
}
