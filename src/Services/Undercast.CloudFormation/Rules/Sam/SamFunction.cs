using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::Function</c>: the function, its role, version, alias, URL and everything that calls it.</summary>
internal sealed partial class SamFunction
{
    private const string Table =
        "FunctionName Handler Runtime CodeUri ImageUri ImageConfig PackageType InlineCode DeadLetterQueue:m Description MemorySize Timeout VpcConfig:m Role AssumeRolePolicyDocument:m Policies Environment:m Events:m Tags:m " +
        "PropagateTags:b Tracing:s KmsKeyArn DeploymentPreference:m ReservedConcurrentExecutions Layers:ls EventInvokeConfig:m RolePath PermissionsBoundary FileSystemConfigs:l CodeSigningConfigArn Architectures:l " +
        "SnapStart:m EphemeralStorage:m FunctionUrlConfig:m RuntimeManagementConfig:m LoggingConfig:m RecursiveLoop SourceKMSKeyArn TenancyConfig:m DurableConfig:m CapacityProviderConfig:m FunctionScalingConfig:m " +
        "PublishToLatestPublished ProvisionedConcurrencyConfig:m AutoPublishAlias:sm AutoPublishCodeSha256 AutoPublishAliasAllProperties:b VersionDescription VersionDeletionPolicy";

    // Properties that keep their name and value.
    private static readonly string[] Plain =
    [
        "FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment", "KmsKeyArn", "ReservedConcurrentExecutions", "FileSystemConfigs", "CodeSigningConfigArn", "Architectures",
        "SnapStart", "EphemeralStorage", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop", "TenancyConfig", "DurableConfig", "FunctionScalingConfig", "PublishToLatestPublished", "ImageConfig", "PackageType", "Layers",
    ];

    [GeneratedRegex("^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$")]
    private static partial Regex AliasName();

    private readonly SamRun _run;
    private readonly string _id;
    private readonly JsonObject _properties;
    private readonly JsonObject _shared;
    private readonly JsonObject _own;
    private readonly JsonObject _resource;

    private SamFunction(SamRun run, string id, JsonObject resource)
    {
        (_run, _id, _resource) = (run, id, resource);
        _properties = resource["Properties"] as JsonObject ?? [];
        (_shared, _own) = (SamRun.Shared(resource), SamRun.Own(resource));
    }

    public static void Make(SamRun run, string id, JsonObject resource) => new SamFunction(run, id, resource).Make();

    private void Make()
    {
        SamChecks.Properties(_id, "AWS::Serverless::Function", _properties, Table);
        var alias = AliasOf();
        var tags = List(Map(("Key", "lambda:createdBy"), ("Value", "SAM")));
        // AWS: tags that are handed on stand without the transform's own.
        if (Flag(_properties["PropagateTags"]) == true && _properties["Tags"] is JsonObject) tags.Clear();
        foreach (var tag in Tags(_properties["Tags"])) tags.Add(Own(tag));
        var function = new JsonObject { ["Code"] = Code(), ["Tags"] = tags };
        Take(function, _properties, Plain);
        if (_properties["Layers"] is { } layers && layers is not JsonArray && !IsIntrinsic(layers)) function["Layers"] = List(layers);
        if (_run.Resolve(_properties["Tracing"]) is { } tracing && Text(tracing) is not ("Disabled" or "")) function["TracingConfig"] = Map(("Mode", _properties["Tracing"]));
        if (_properties["DeadLetterQueue"] is { } dead) function["DeadLetterConfig"] = Map(("TargetArn", DeadLetterTarget(dead)));
        if (_properties["CapacityProviderConfig"] is JsonObject capacity)
        {
            var config = Map(("CapacityProviderArn", capacity["Arn"]));
            Take(config, capacity, "PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu");
            function["CapacityProviderConfig"] = Map(("LambdaManagedInstancesCapacityProviderConfig", config));
        }
        var role = new SamRole(_run, _id, _id + "Role", _properties, _shared);
        function["Role"] = Own(_properties["Role"]);
        _run.Emit(_id, _id, "AWS::Lambda::Function", function, _own);
        var target = new SamTarget(_id, Ref(_id), Arn(_id));
        if (alias is not null)
        {
            var aliasId = Version(alias, function);
            target = new SamTarget(_id, Ref(aliasId), Ref(aliasId)) { AliasId = aliasId };
        }
        else if (_properties["VersionDeletionPolicy"] is not null) throw new InvalidResourceException(_id, "'VersionDeletionPolicy' requires 'AutoPublishAlias'.");
        if (_properties["FunctionUrlConfig"] is JsonObject url) Url(url, target);
        var statements = new JsonArray();
        if (_properties["EventInvokeConfig"] is JsonObject invoke) SamEventInvoke.Make(_run, _id, invoke, alias, target.AliasId, _shared, statements);
        var managed = new List<string>();
        Events(target, managed, statements);
        if (_properties["Role"] is null || ConditionalRole() is not null) function["Role"] = MakeRole(role, tags, managed, statements);
        if (_properties["DeploymentPreference"] is { } preference) SamDeployments.Add(_run, _id, preference, alias is not null, target.AliasId, _shared, _properties);
        if (_properties["TenancyConfig"] is not null && _properties["ProvisionedConcurrencyConfig"] is not null)
            throw new InvalidResourceException(_id, "Provisioned concurrency is not supported for functions enabled with tenancy configuration.");
    }

    /// <summary>AWS: a role that depends on a condition is made under that condition.</summary>
    private (string Condition, bool WhenTrue)? ConditionalRole() =>
        _properties["Role"] is JsonObject { Count: 1 } map && map["Fn::If"] is JsonArray { Count: 3 } parts && Text(parts[0]) is { } condition
            ? IsNoValue(parts[1]) ? (condition, true) : IsNoValue(parts[2]) ? (condition, false) : null
            : null;

    private JsonObject MakeRole(SamRole role, JsonArray tags, List<string> managed, JsonArray statements)
    {
        var names = new List<string> { "service-role/AWSLambdaBasicExecutionRole" };
        if (_properties["DurableConfig"] is not null) names[0] = "service-role/AWSLambdaBasicDurableExecutionRolePolicy";
        // AWS: tracing needs a policy of another name outside the standard partition.
        if (_run.Resolve(_properties["Tracing"]) is { } tracing && Text(tracing) is not ("Disabled" or ""))
            names.Add(_run.Partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess");
        if (_properties["VpcConfig"] is not null) names.Add("service-role/AWSLambdaVPCAccessExecutionRole");
        if (_properties["DeadLetterQueue"] is JsonObject dead)
            statements.Insert(0, Statement("DeadLetterQueuePolicy", Text(dead["Type"]) == "SQS" ? "sqs:SendMessage" : "sns:Publish", dead["TargetArn"]));
        names.AddRange(managed);
        var conditional = ConditionalRole();
        if (conditional is { } when)
        {
            if (when.WhenTrue) role.Attributes["Condition"] = when.Condition;
            else
            {
                var name = $"NOT{when.Condition}";
                var conditions = _run.Template["Conditions"] as JsonObject ?? [];
                conditions[name] = new JsonObject { ["Fn::Not"] = List(new JsonObject { ["Condition"] = when.Condition }) };
                role.Attributes["Condition"] = name;
            }
        }
        role.Make("lambda.amazonaws.com", names, statements, tags, _properties["AssumeRolePolicyDocument"]);
        var arn = Arn(role.Id);
        if (conditional is not { } c) return arn;
        var parts = (JsonArray)_properties["Role"]!["Fn::If"]!;
        return c.WhenTrue ? If(c.Condition, arn, parts[2]) : If(c.Condition, parts[1], arn);
    }

    public static JsonObject Statement(string name, string action, JsonNode? resource) => Map(
        ("PolicyName", name),
        ("PolicyDocument", Map(("Version", "2012-10-17"), ("Statement", List(Map(("Resource", resource), ("Effect", "Allow"), ("Action", action)))))));

    private JsonNode? DeadLetterTarget(JsonNode dead)
    {
        if (dead is JsonObject given && given["Type"] is { } kind && Text(kind) is null) throw new InvalidResourceException(_id, "Property 'DeadLetterQueue.Type' should be a string.");
        if (dead is not JsonObject map || map["TargetArn"] is null || Text(map["Type"]) is not { } type)
            throw new InvalidResourceException(_id, "'DeadLetterQueue' requires Type and TargetArn properties to be specified.");
        if (type is not ("SQS" or "SNS")) throw new InvalidResourceException(_id, "'DeadLetterQueue' requires Type of ['SNS', 'SQS']");
        return map["TargetArn"];
    }

    private string? AliasOf()
    {
        if (!_properties.TryGetPropertyValue("AutoPublishAlias", out var node) || node is null) return null;
        var name = _run.Resolve(node);
        if (IsEmpty(name)) throw new InvalidResourceException(_id, "Alias name is required to create an alias");
        if (Text(name) is not { } text) throw new InvalidResourceException(_id, "'AutoPublishAlias' must be a string or a Ref to a template parameter");
        return AliasName().IsMatch(text)
            ? text
            : throw new InvalidResourceException(_id, $"AutoPublishAlias name ('{text}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.");
    }

    private JsonNode Code()
    {
        var (uri, inline, image) = (_properties["CodeUri"], _properties["InlineCode"], _properties["ImageUri"]);
        JsonNode code;
        if (Text(_properties["PackageType"]) == "Image")
        {
            if (image is null) throw new InvalidResourceException(_id, "'ImageUri' must be set.");
            return Map(("ImageUri", image));
        }
        if ((uri is null) == (inline is null)) throw new InvalidResourceException(_id, "Only one of 'InlineCode' or 'CodeUri' can be set.");
        if (inline is not null) code = Map(("ZipFile", inline));
        else code = SamLocation.Read(uri!, _id, "CodeUri", "S3Bucket", "S3Key", "S3ObjectVersion");
        if (_properties["SourceKMSKeyArn"] is { } key) code["SourceKMSKeyArn"] = Own(key);
        return code;
    }

    private string Version(string alias, JsonObject function)
    {
        var seed = (JsonObject)_run.Resolve(function["Code"])!;
        // AWS: a change of what the code sees at run time makes a new version.
        if (Flag(_properties["AutoPublishAliasAllProperties"]) == true)
        {
            foreach (var (name, value) in function) seed[name] = value?.DeepClone();
            // AWS: a layer can ask for new versions of the functions that use it.
            foreach (var layer in Each(function["Layers"]))
            {
                if ((RefOf(layer) ?? AttOf(layer)?.Id) is { } layerId && _run.Resources[layerId].MapAt("Properties") is { } of && Flag(of["PublishLambdaVersion"]) == true) seed[layerId] = of.DeepClone();
            }
        }
        else
        {
            foreach (var (name, value) in function["Environment"] as JsonObject ?? []) seed[name] = value?.DeepClone();
            Take(seed, function, "MemorySize");
            if (function["SnapStart"].At("ApplyOn") is { } apply && Text(apply) != "None") Take(seed, function, "SnapStart");
        }
        var sha = Text(_run.Resolve(_properties["AutoPublishCodeSha256"]));
        var versionId = $"{_id}Version{(sha is null ? Hash(seed) : sha[..Math.Min(10, sha.Length)])}";
        var attributes = (JsonObject)_shared.DeepClone();
        attributes["DeletionPolicy"] = Own(_properties["VersionDeletionPolicy"]) ?? Own(_resource["DeletionPolicy"]) ?? (_properties["CapacityProviderConfig"] is null ? "Retain" : "Delete");
        var version = Map(("FunctionName", Ref(_id)), ("Description", _properties["VersionDescription"]));
        if (_properties["CapacityProviderConfig"] is not null) Take(version, _properties, "FunctionScalingConfig");
        _run.Emit(_id, versionId, "AWS::Lambda::Version", version, attributes);
        var aliasId = $"{_id}Alias{alias.Replace("-", "D", StringComparison.Ordinal).Replace("_", "U", StringComparison.Ordinal)}";
        _run.Emit(_id, aliasId, "AWS::Lambda::Alias", Map(("Name", alias), ("FunctionName", Ref(_id)), ("FunctionVersion", GetAtt(versionId, "Version")), ("ProvisionedConcurrencyConfig", _properties["ProvisionedConcurrencyConfig"])), _shared);
        _run.Name(_id, "Version", versionId);
        _run.Name(_id, "Alias", aliasId);
        return aliasId;
    }

    private static readonly string[] CorsNames = ["MaxAge", "AllowOrigins", "AllowHeaders", "AllowMethods", "AllowCredentials", "ExposeHeaders"];

    private void Url(JsonObject config, SamTarget target)
    {
        var auth = config["AuthType"];
        if (auth is null || (!IsIntrinsic(auth) && Text(auth) is not ("AWS_IAM" or "NONE")))
            throw new InvalidResourceException(_id, "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.");
        if (config["Cors"] is { } cors && !IsIntrinsic(cors))
        {
            foreach (var (name, value) in SamChecks.MapOr(cors, _id, "FunctionUrlConfig.Cors"))
            {
                if (!CorsNames.Contains(name)) throw new InvalidResourceException(_id, $"{name} is not a valid property for configuring Cors.");
                if (IsIntrinsic(value)) continue;
                var right = name switch { "MaxAge" => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number, "AllowCredentials" => Flag(value) is not null, _ => value is JsonArray };
                if (!right) throw new InvalidResourceException(_id, $"{name} must be of type {name switch { "MaxAge" => "int", "AllowCredentials" => "bool", _ => "list" }}.");
            }
        }
        var url = Map(("TargetFunctionArn", target.Function), ("AuthType", auth), ("Cors", config["Cors"]), ("InvokeMode", config["InvokeMode"]));
        _run.Emit(_id, _id + "Url", "AWS::Lambda::Url", url, _shared);
        if (IsIntrinsic(auth) || Text(auth) != "NONE") return;
        _run.Emit(_id, _id + "UrlPublicPermissions", "AWS::Lambda::Permission",
            Map(("Action", "lambda:InvokeFunctionUrl"), ("FunctionName", target.Function), ("Principal", "*"), ("FunctionUrlAuthType", "NONE")), _shared);
        _run.Emit(_id, _id + "URLInvokeAllowPublicAccess", "AWS::Lambda::Permission",
            Map(("Action", "lambda:InvokeFunction"), ("FunctionName", target.Function), ("Principal", "*"), ("InvokedViaFunctionUrl", true)), _shared);
    }

    private void Events(SamTarget target, List<string> managed, JsonArray statements)
    {
        foreach (var (name, node) in _properties["Events"] as JsonObject ?? [])
        {
            if (node is not JsonObject @event || Text(@event["Type"]) is not { } type) throw new InvalidResourceException(_id, $"Event with id [{name}] is invalid. Resource dict is not a map, or has no Type.");
            if (_properties["TenancyConfig"] is not null && type is not ("Api" or "HttpApi"))
                throw new InvalidResourceException(_id, $"Event source '{type}' is not supported for functions enabled with tenancy configuration. Only Api and HttpApi event sources are supported.");
            var call = new SamEvent(_run, _id, name, _id + name, @event["Properties"] as JsonObject ?? [], target, _shared, managed, statements);
            if (!SamEvents.Types.TryGetValue(type, out var make)) throw new InvalidResourceException(_id, $"Event with id [{name}] is invalid. Event type {type} is not supported.");
            try
            {
                make(call);
            }
            catch (InvalidEventException e)
            {
                throw new InvalidResourceException(_id, e.Message);
            }
        }
    }
}

/// <summary>What events call: the function, or its alias.</summary>
internal sealed record SamTarget(string Id, JsonNode Function, JsonNode Arn)
{
    public string? AliasId { get; init; }
}
