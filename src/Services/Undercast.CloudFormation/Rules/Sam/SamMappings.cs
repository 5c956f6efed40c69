using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Events that the function's service polls for: streams, queues and brokers.</summary>
internal static class SamMappings
{
    private static readonly string[] Plain =
    [
        "BatchSize", "StartingPosition", "StartingPositionTimestamp", "Enabled", "MaximumBatchingWindowInSeconds", "MaximumRetryAttempts", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor",
        "TumblingWindowInSeconds", "FunctionResponseTypes", "FilterCriteria", "KmsKeyArn", "Topics", "Queues", "SourceAccessConfigurations", "ScalingConfig", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig", "BatchWindow",
    ];

    private static readonly string[] KafkaAuth = ["SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"];
    private static readonly string[] Network =
        ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"];

    public static void Make(SamEvent e, string source, string? managed)
    {
        var name = source.TrimEnd('!');
        if (name.Length > 0 && e[name] is null) throw new InvalidResourceException(e.Id, $"Missing required property '{name}'.");
        var mapping = Map(("FunctionName", e.Target.Function), ("EventSourceArn", name.Length == 0 ? null : e[name]));
        Take(mapping, e.Properties, Plain);
        if (e["DestinationConfig"].MapAt("OnFailure") is { } failure) mapping["DestinationConfig"] = Map(("OnFailure", Failure(e, failure)));
        switch (name)
        {
            case "":
                Kafka(e, mapping);
                break;
            case "Cluster":
                DocumentDb(e, mapping);
                break;
            case "Broker":
                Broker(e);
                break;
            case "Stream" when managed!.EndsWith("MSKExecutionRole", StringComparison.Ordinal):
                Consumer(e, mapping, "AmazonManagedKafkaEventSourceConfig");
                if (Registry(e) is { Count: > 0 } statements) Policy(e, "MSKExecutionRolePolicy", null, statements);
                break;
        }
        e.Emit(e.Id, "AWS::Lambda::EventSourceMapping", mapping);
        if (managed is not null && !e.Managed.Contains(managed)) e.Managed.Add(managed);
    }

    private static JsonObject Failure(SamEvent e, JsonObject failure)
    {
        var type = Text(failure["Type"]);
        if (failure["Type"] is not null && type is not ("SQS" or "SNS" or "S3" or "Kafka")) throw e.Wrong("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'");
        if (type is "SQS" or "SNS") e.Statements.Add((JsonNode)SamEventInvoke.Policy(e.Id, type, failure["Destination"]));
        return Map(("Destination", failure["Destination"]));
    }

    private static void Consumer(SamEvent e, JsonObject mapping, string property)
    {
        var config = new JsonObject();
        Take(config, e.Properties, "ConsumerGroupId", "SchemaRegistryConfig");
        if (config.Count > 0) mapping[property] = config;
    }

    /// <summary>Rights to read a registry of schemas.</summary>
    private static JsonArray Registry(SamEvent e)
    {
        var statements = new JsonArray();
        if (e["SchemaRegistryConfig"] is not JsonObject config) return statements;
        foreach (var access in Each(config["AccessConfigs"])) statements.Add((JsonNode)Allow(access.At("URI"), "secretsmanager:GetSecretValue"));
        var uri = config["SchemaRegistryURI"];
        var text = Text(uri) ?? Text(uri.At("Fn::Sub")) ?? "";
        if (!text.Contains(":glue:", StringComparison.Ordinal)) return statements;
        statements.Add((JsonNode)Allow(uri, "glue:GetRegistry"));
        statements.Add((JsonNode)Allow(List(Sub($"arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:schema/{text[(text.LastIndexOf('/') + 1)..]}/*")), "glue:GetSchemaVersion"));
        return statements;
    }

    private static JsonObject Allow(JsonNode? resource, params string[] actions) => Map(("Action", List([.. actions.Select(a => JsonValue.Create(a))])), ("Effect", "Allow"), ("Resource", resource));

    private static void Policy(SamEvent e, string name, string? version, JsonArray statements)
    {
        // AWS: several events of one kind share one policy when their rights are the same.
        var policy = Map(("PolicyName", name), ("PolicyDocument", Map(("Version", version), ("Statement", statements))));
        if (!e.Statements.Any(s => Same(s, policy))) e.Statements.Add((JsonNode)policy);
    }

    private static void Kafka(SamEvent e, JsonObject mapping)
    {
        if (e["SecretsManagerKmsKeyId"] is { } kms && Text(kms) is null) throw e.WrongByName("Property 'SecretsManagerKmsKeyId' should be a string.");
        if (e["SourceAccessConfigurations"] is null) throw e.WrongByName("No SourceAccessConfigurations for self managed kafka event provided.");
        if (e["Topics"] is null) throw e.WrongByName("No Topics provided for self managed kafka as an event source");
        if (e["Topics"] is JsonArray { Count: not 1 }) throw e.WrongByName("Topics for self managed kafka only supports single configuration entry.");
        if (e["KafkaBootstrapServers"] is null) throw e.WrongByName("No KafkaBootstrapServers provided for self managed kafka as an event source");
        mapping["SelfManagedEventSource"] = Map(("Endpoints", Map(("KafkaBootstrapServers", e["KafkaBootstrapServers"]))));
        Consumer(e, mapping, "SelfManagedKafkaEventSourceConfig");
        var statements = new JsonArray();
        JsonNode? auth = null;
        var (root, subnet, group) = (false, false, false);
        foreach (var access in Each(e["SourceAccessConfigurations"]))
        {
            var type = Text(access.At("Type"));
            switch (type)
            {
                case "VPC_SUBNET":
                    subnet = true;
                    break;
                case "VPC_SECURITY_GROUP":
                    group = true;
                    break;
                case "SERVER_ROOT_CA_CERTIFICATE":
                    root = true;
                    break;
                case not null when KafkaAuth.Contains(type):
                    if (auth is not null) throw e.WrongByName("Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka event.");
                    auth = access.At("URI") ?? throw e.WrongByName($"No {type} URI property specified in SourceAccessConfigurations for self managed kafka event.");
                    break;
                default:
                    throw e.WrongByName($"Invalid SourceAccessConfigurations Type provided for self managed kafka event.");
            }
        }
        if (subnet != group) throw e.WrongByName(group ? "No VPC_SUBNET provided for self managed kafka." : "No VPC_SECURITY_GROUP provided for self managed kafka.");
        if (auth is not null) statements.Add((JsonNode)Allow(auth, "secretsmanager:GetSecretValue"));
        // AWS: with a root certificate the right to the credentials is given twice.
        if (root && auth is not null) statements.Add((JsonNode)Allow(auth, "secretsmanager:GetSecretValue"));
        if (subnet) statements.Add((JsonNode)Allow("*", Network));
        if (e["KmsKeyArn"] is not null && e["FilterCriteria"] is null) statements.Add((JsonNode)Allow(e["KmsKeyArn"], "kms:Decrypt"));
        foreach (var statement in Registry(e)) statements.Add(Own(statement));
        Policy(e, "SelfManagedKafkaExecutionRolePolicy", "2012-10-17", statements);
    }

    private static void Broker(SamEvent e)
    {
        if (e["SourceAccessConfigurations"] is not { } list) throw e.WrongByName("No SourceAccessConfigurations for Amazon MQ event provided.");
        if (e["Queues"] is null) throw e.WrongByName("No Queues provided for Amazon MQ event source.");
        var basic = Each(list).Where(a => Text(a.At("Type")) == "BASIC_AUTH").ToArray();
        if (IsEmpty(list)) throw e.WrongByName("No SourceAccessConfigurations for Amazon MQ event provided.");
        if (Each(list).FirstOrDefault(a => Text(a.At("Type")) is not ("BASIC_AUTH" or "VIRTUAL_HOST")) is not null)
            throw e.WrongByName("Invalid property Type specified in SourceAccessConfigurations. The supported values are: ['BASIC_AUTH', 'VIRTUAL_HOST'].");
        if (basic.Length == 0) throw e.WrongByName("No BASIC_AUTH property specified in SourceAccessConfigurations for Amazon MQ event.");
        if (basic.Length > 1) throw e.WrongByName("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.");
        var secret = basic[0].At("URI") ?? throw e.WrongByName("No BASIC_AUTH URI property specified in SourceAccessConfigurations.");
        var statements = List(Allow(secret, "secretsmanager:GetSecretValue"), Allow(e["Broker"], "mq:DescribeBroker"));
        if (e["SecretsManagerKmsKeyId"] is { } key)
            statements.Add((JsonNode)Map(("Action", "kms:Decrypt"), ("Effect", "Allow"), ("Resource", Sub($"arn:${{AWS::Partition}}:kms:${{AWS::Region}}:${{AWS::AccountId}}:key/{key}"))));
        Policy(e, "SamAutoGeneratedAMQPolicy", null, statements);
    }

    private static void DocumentDb(SamEvent e, JsonObject mapping)
    {
        if (e["SourceAccessConfigurations"] is not { } list) throw e.WrongByName("No SourceAccessConfigurations for Amazon DocumentDB event provided.");
        if (Each(list).Any(a => Text(a.At("Type")) != "BASIC_AUTH")) throw e.WrongByName("Invalid property Type specified in SourceAccessConfigurations. The supported values are: ['BASIC_AUTH'].");
        if (Each(list).Count() > 1) throw e.WrongByName("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.");
        var config = new JsonObject();
        Take(config, e.Properties, "DatabaseName", "CollectionName", "FullDocument");
        mapping["DocumentDBEventSourceConfig"] = config;
        var statements = List(
            Allow(Each(list).First().At("URI"), "secretsmanager:GetSecretValue"),
            Allow(Sub("arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*"), "rds:DescribeDBClusterParameters"),
            Allow(Sub("arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*"), "rds:DescribeDBSubnetGroups"),
            Allow(e["Cluster"], "rds:DescribeDBClusters"),
            Allow("*", Network));
        if (e["SecretsManagerKmsKeyId"] is { } key)
            statements.Add((JsonNode)Map(("Action", "kms:Decrypt"), ("Effect", "Allow"), ("Resource", Sub($"arn:${{AWS::Partition}}:kms:${{AWS::Region}}:${{AWS::AccountId}}:key/{key}"))));
        Policy(e, "SamAutoGeneratedDocumentDBPolicy", null, statements);
    }
}
