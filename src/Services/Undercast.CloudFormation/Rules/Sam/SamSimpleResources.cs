using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::SimpleTable</c>: a table with one key.</summary>
internal static class SamSimpleTable
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal) { ["String"] = "S", ["Number"] = "N", ["Binary"] = "B" };

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::SimpleTable", properties, "PointInTimeRecoverySpecification:m PrimaryKey:m ProvisionedThroughput:m TableName Tags:m SSESpecification:m");
        var (name, type) = ((JsonNode)"id", "S");
        if (properties["PrimaryKey"] is JsonObject key)
        {
            name = key["Name"] ?? throw new InvalidResourceException(id, "'PrimaryKey' is missing required Property 'Name'.");
            var given = key["Type"] ?? throw new InvalidResourceException(id, "'PrimaryKey' is missing required Property 'Type'.");
            if (!Types.TryGetValue(Text(given) ?? "", out type!)) throw new InvalidResourceException(id, $"Invalid 'Type' \"{given}\".");
        }
        var table = Map(("AttributeDefinitions", List(Map(("AttributeName", name), ("AttributeType", type)))), ("KeySchema", List(Map(("AttributeName", name), ("KeyType", "HASH")))));
        if (properties["ProvisionedThroughput"] is { } throughput) table["ProvisionedThroughput"] = Own(throughput);
        else table["BillingMode"] = "PAY_PER_REQUEST";
        Take(table, properties, "TableName", "SSESpecification", "PointInTimeRecoverySpecification");
        if (properties["Tags"] is { } tags) table["Tags"] = Tags(tags);
        run.Emit(id, id, "AWS::DynamoDB::Table", table, SamRun.Own(resource));
    }
}

/// <summary><c>AWS::Serverless::LayerVersion</c>: a layer whose every change is a new version.</summary>
internal static class SamLayerVersion
{
    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::LayerVersion", properties, "LayerName:s Description CompatibleArchitectures:l CompatibleRuntimes:l LicenseInfo ContentUri!:sm RetentionPolicy:s PublishLambdaVersion:b");
        foreach (var name in (string[])["LayerName", "RetentionPolicy", "CompatibleArchitectures"])
        {
            if (properties[name] is { } value) properties[name] = run.Resolve(value);
        }
        var retention = Retention(id, properties["RetentionPolicy"]);
        foreach (var architecture in properties["CompatibleArchitectures"] as JsonArray ?? [])
        {
            if (Text(architecture) is { } text && text is not ("x86_64" or "arm64")) throw new InvalidResourceException(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
        }
        // AWS: the id of a layer follows from all that the template says of it.
        var seed = (JsonObject)resource.DeepClone();
        seed.Remove("DeletionPolicy");
        seed.Remove("Metadata");
        var layerId = id + Hash(new JsonObject { [id] = seed });
        var layer = Map(("LayerName", properties["LayerName"] ?? id), ("Content", SamLocation.Read(properties["ContentUri"]!, id, "ContentUri", "S3Bucket", "S3Key", "S3ObjectVersion")));
        Take(layer, properties, "Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo");
        var own = SamRun.Own(resource);
        own["DeletionPolicy"] = retention ?? Own(resource["DeletionPolicy"]) ?? "Retain";
        run.Emit(id, layerId, "AWS::Lambda::LayerVersion", layer, own);
        run.Rename(id, layerId);
    }

    private static string? Retention(string id, JsonNode? given) => given is null ? null : Text(given)?.ToLowerInvariant() switch
    {
        "retain" => "Retain",
        "delete" => "Delete",
        _ => throw new InvalidResourceException(id, "'RetentionPolicy' must be one of the following options: ['Retain', 'Delete']."),
    };
}

/// <summary><c>AWS::Serverless::CapacityProvider</c>: machines of one's own for functions.</summary>
internal static class SamCapacityProvider
{
    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        var vpc = SamChecks.MapOr(properties["VpcConfig"], id, "VpcConfig");
        if (vpc["SubnetIds"] is null) throw new InvalidResourceException(id, "Property 'VpcConfig.SubnetIds' is required.");
        var shared = SamRun.Shared(resource);
        var tags = Tags(properties["Tags"]);
        tags.Add((JsonNode)Map(("Key", "lambda:createdBy"), ("Value", "SAM")));
        var role = properties["OperatorRole"];
        var provider = Map(
            ("CapacityProviderName", properties["CapacityProviderName"]), ("VpcConfig", vpc), ("Tags", tags), ("KmsKeyArn", properties["KmsKeyArn"]),
            ("PermissionsConfig", Map(("CapacityProviderOperatorRoleArn", role ?? Arn(id + "OperatorRole")))));
        if (properties["InstanceRequirements"] is JsonObject instances)
            provider["InstanceRequirements"] = Map(("Architectures", instances["Architectures"]), ("AllowedInstanceTypes", instances["AllowedTypes"]), ("ExcludedInstanceTypes", instances["ExcludedTypes"]));
        if (properties["ScalingConfig"] is JsonObject scaling)
        {
            var made = Map(("MaxVCpuCount", scaling["MaxVCpuCount"]));
            if (scaling["AverageCPUUtilization"] is { } target)
            {
                made["ScalingMode"] = "Manual";
                made["ScalingPolicies"] = List(Map(("PredefinedMetricType", "LambdaCapacityProviderAverageCPUUtilization"), ("TargetValue", target)));
            }
            else made["ScalingMode"] = "Auto";
            provider["CapacityProviderScalingConfig"] = made;
        }
        run.Emit(id, id, "AWS::Lambda::CapacityProvider", provider, SamRun.Own(resource));
        if (role is not null) return;
        var roleTags = Flag(properties["PropagateTags"]) == true ? (JsonNode)tags : List(Map(("Key", "lambda:createdBy"), ("Value", "SAM")));
        run.Emit(id, id + "OperatorRole", "AWS::IAM::Role",
            Map(("AssumeRolePolicyDocument", SamRole.Trust("lambda.amazonaws.com")), ("ManagedPolicyArns", List($"arn:{run.Partition}:iam::aws:policy/AWSLambdaManagedEC2ResourceOperator")), ("Tags", roleTags)), shared);
    }
}
