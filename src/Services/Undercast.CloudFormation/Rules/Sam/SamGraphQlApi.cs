using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::GraphQLApi</c>: an API of AppSync with its schema, sources, functions and resolvers.</summary>
internal sealed class SamGraphQlApi
{
    private const string Table =
        "Name Tags:m XrayEnabled Auth!:m SchemaInline:s SchemaUri:s Logging:mb DataSources:m Functions:m Resolvers:m ApiKeys:m DomainName:m Cache:m Visibility OwnerContact IntrospectionConfig QueryDepthLimit ResolverCountLimit";

    // AWS: a resolver without code hands on what the last function of its pipeline gave.
    private const string PassOn = "\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n";

    private static readonly Dictionary<string, (string Given, string Made)> Authorizers = new(StringComparer.Ordinal)
    {
        ["AWS_LAMBDA"] = ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        ["OPENID_CONNECT"] = ("OpenIDConnect", "OpenIDConnectConfig"),
        ["AMAZON_COGNITO_USER_POOLS"] = ("UserPool", "UserPoolConfig"),
    };

    private readonly SamRun _run;
    private readonly string _id;
    private readonly JsonObject _properties;
    private readonly JsonObject _own;
    private readonly JsonObject _api;
    private readonly Dictionary<string, JsonNode> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _functions = new(StringComparer.Ordinal);

    private SamGraphQlApi(SamRun run, string id, JsonObject resource)
    {
        (_run, _id, _own) = (run, id, SamRun.Own(resource));
        _properties = resource["Properties"] as JsonObject ?? [];
        _api = GetAtt(id, "ApiId");
    }

    public static void Make(SamRun run, string id, JsonObject resource) => new SamGraphQlApi(run, id, resource).Make();

    private JsonObject Emit(string suffix, string type, JsonObject properties) => _run.Emit(_id, _id + suffix, $"AWS::AppSync::{type}", properties, _own);

    private void Make()
    {
        SamChecks.Properties(_id, "AWS::Serverless::GraphQLApi", _properties, Table);
        var api = Map(("Name", IsEmpty(_properties["Name"]) ? _id : _properties["Name"]), ("XrayEnabled", _properties["XrayEnabled"]));
        Take(api, _properties, "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit");
        var callers = Auth(api, (JsonObject)_properties["Auth"]!);
        var tags = Tags(_properties["Tags"]);
        tags.Add((JsonNode)Map(("Key", "graphqlapi:createdBy"), ("Value", "SAM")));
        api["Tags"] = tags;
        if (Flag(_properties["Logging"]) != false) api["LogConfig"] = Logging(_properties["Logging"] as JsonObject);
        Emit("", "GraphQLApi", api);
        Schema();
        for (var i = 0; i < callers.Count; i++)
            Connect($"{_id}ToLambdaAuthConnector{i + 1}", Map(("Type", "AWS::AppSync::GraphQLApi"), ("Arn", Ref(_id)), ("ResourceId", _api)), "AWS::Lambda::Function", callers[i], List("Write"));
        foreach (var (name, key) in Members("ApiKeys"))
            Emit(name, "ApiKey", Map(("ApiId", _api), ("ApiKeyId", key["ApiKeyId"]), ("Description", key["Description"]), ("Expires", key["ExpiresOn"])));
        if (_properties["Cache"] is JsonObject cache)
        {
            var made = Map(("ApiId", _api));
            Take(made, cache, "ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled");
            Emit("ApiCache", "ApiCache", made);
        }
        foreach (var (name, source) in Members("DataSources", "DynamoDb")) TableSource(name, source);
        foreach (var (name, source) in Members("DataSources", "Lambda")) FunctionSource(name, source);
        if (_properties["DomainName"] is JsonObject domain)
        {
            Emit("DomainName", "DomainName", Map(("CertificateArn", domain["CertificateArn"]), ("DomainName", domain["DomainName"]), ("Description", domain["Description"])));
            Emit("DomainNameApiAssociation", "DomainNameApiAssociation", Map(("ApiId", _api), ("DomainName", GetAtt(_id + "DomainName", "DomainName"))));
        }
        foreach (var (name, function) in Members("Functions")) Function(name, function);
        foreach (var (type, _) in _properties["Resolvers"] as JsonObject ?? [])
        {
            foreach (var (name, resolver) in Members("Resolvers", type)) Resolver(type, name, resolver);
        }
    }

    private IEnumerable<(string Name, JsonObject Value)> Members(params string[] path)
    {
        JsonNode? at = _properties;
        foreach (var part in path) at = at.At(part);
        foreach (var (name, value) in at as JsonObject ?? [])
            yield return (name, value as JsonObject ?? throw new InvalidResourceException(_id, $"Property '{string.Join('.', path)}.{name}' should be a map."));
    }

    private List<JsonNode> Auth(JsonObject api, JsonObject auth)
    {
        var callers = new List<JsonNode>();
        api["AuthenticationType"] = Own(Authorizer(api, auth, null, callers));
        var others = new JsonArray();
        foreach (var entry in auth["Additional"] as JsonArray ?? [])
        {
            var made = new JsonObject();
            var type = Authorizer(made, entry as JsonObject ?? throw new InvalidResourceException(_id, $"Property 'Auth.Additional.{others.Count}' should be a map."), others.Count, callers);
            made["AuthenticationType"] = Own(type);
            others.Add((JsonNode)made);
        }
        if (others.Count > 0) api["AdditionalAuthenticationProviders"] = others;
        return callers;
    }

    private JsonNode Authorizer(JsonObject to, JsonObject auth, int? index, List<JsonNode> callers)
    {
        // AWS: the first of the additional ones is spoken of as the main one.
        var where = index is null or 0 ? "Auth" : $"Auth.Additional.{index}";
        if (auth.Count(m => m.Key != "Additional" && m.Value is not null) > 2) throw new InvalidResourceException(_id, $"'{where}' has more than one authentication configuration defined.");
        var type = auth["Type"] ?? throw new InvalidResourceException(_id, $"Property '{where}.Type' is required.");
        if (Text(type) is not { } kind || !Authorizers.TryGetValue(kind, out var names)) return type;
        if (auth[names.Given] is not JsonObject config) throw new InvalidResourceException(_id, $"'{names.Given}' must be defined if type is '{kind}'.");
        config = (JsonObject)config.DeepClone();
        // AWS: only the main way of authorising has a default action.
        if (kind == "AMAZON_COGNITO_USER_POOLS" && index is not null) config.Remove("DefaultAction");
        if (kind == "AWS_LAMBDA") callers.Add(config["AuthorizerUri"]?.DeepClone() ?? throw new InvalidResourceException(_id, $"Property '{where}.LambdaAuthorizer.AuthorizerUri' is required."));
        to[names.Made] = config;
        return type;
    }

    private JsonObject Logging(JsonObject? given)
    {
        var config = Map(("FieldLogLevel", IsEmpty(given?["FieldLogLevel"]) ? "ALL" : given!["FieldLogLevel"]));
        if (!IsEmpty(given?["ExcludeVerboseContent"])) Take(config, given, "ExcludeVerboseContent");
        config["CloudWatchLogsRoleArn"] = Own(given?["CloudWatchLogsRoleArn"]) ?? Role(_id + "CloudWatchRole", "service-role/AWSAppSyncPushToCloudWatchLogs");
        return config;
    }

    private JsonObject Role(string id, string? managed)
    {
        var role = Map(("AssumeRolePolicyDocument", SamRole.Trust("appsync.amazonaws.com")), ("ManagedPolicyArns", managed is null ? null : List(Sub($"arn:${{AWS::Partition}}:iam::aws:policy/{managed}"))));
        _run.Emit(_id, id, "AWS::IAM::Role", role, _own);
        return Arn(id);
    }

    private void Schema()
    {
        var (inline, uri) = (_properties["SchemaInline"], _properties["SchemaUri"]);
        if (IsEmpty(inline) && IsEmpty(uri)) throw new InvalidResourceException(_id, "One of 'SchemaInline' or 'SchemaUri' must be set.");
        if (!IsEmpty(inline) && !IsEmpty(uri)) throw new InvalidResourceException(_id, "Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time.");
        Emit("Schema", "GraphQLSchema", Map(("ApiId", _api), ("Definition", inline), ("DefinitionS3Location", uri)));
    }

    private void Connect(string id, JsonObject source, string type, JsonNode arn, JsonNode permissions) => SamConnector.Make(_run, id, Map(
        ("Type", "AWS::Serverless::Connector"), ("Properties", Map(("Source", source), ("Destination", Map(("Type", type), ("Arn", arn))), ("Permissions", permissions)))));

    private void TableSource(string name, JsonObject source)
    {
        var id = $"{_id}{name}DynamoDBDataSource";
        var region = source["Region"] ?? Ref("AWS::Region");
        var config = Map(("AwsRegion", region), ("TableName", source["TableName"]), ("DeltaSyncConfig", source["DeltaSync"]));
        foreach (var flag in (string[])["UseCallerCredentials", "Versioned"])
        {
            if (!IsEmpty(source[flag])) Take(config, source, flag);
        }
        var arn = source["TableArn"] ?? Sub("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", ("__TableName__", source["TableName"]), ("__Region__", region));
        Source(id, name, source, "AMAZON_DYNAMODB", ("DynamoDBConfig", config), "Table", "AWS::DynamoDB::Table", arn, source["Permissions"] ?? List("Read", "Write"));
    }

    private void FunctionSource(string name, JsonObject source)
    {
        var arn = source["FunctionArn"] ?? throw new InvalidResourceException(_id, $"Property 'DataSources.Lambda.{name}.FunctionArn' is required.");
        Source($"{_id}{name}LambdaDataSource", name, source, "AWS_LAMBDA", ("LambdaConfig", Map(("LambdaFunctionArn", arn))), "Lambda", "AWS::Lambda::Function", arn, List("Write"));
    }

    private void Source(string id, string name, JsonObject source, string type, (string Name, JsonObject Value) config, string to, string target, JsonNode arn, JsonNode permissions)
    {
        var role = source["ServiceRoleArn"];
        _run.Emit(_id, id, "AWS::AppSync::DataSource", Map(
            ("Name", source["Name"] ?? name), ("Type", type), ("ApiId", _api), ("Description", source["Description"]), (config.Name, config.Value), ("ServiceRoleArn", role ?? Arn(id + "Role"))), _own);
        _sources[name] = GetAtt(id, "Name");
        if (role is not null) return;
        Role(id + "Role", null);
        Connect($"{id}To{to}Connector", Map(("Type", "AWS::AppSync::DataSource"), ("Arn", GetAtt(id, "DataSourceArn")), ("RoleName", Ref(id + "Role"))), target, arn, permissions);
    }

    private void Function(string name, JsonObject function)
    {
        if (function["Id"] is { } known)
        {
            if (function.Count(m => m.Value is not null) != 1) throw new InvalidResourceException(name, "'Id' cannot be defined with other properties in Function.");
            _functions[name] = known;
            return;
        }
        var made = Map(("ApiId", _api), ("Name", function["Name"] ?? name));
        Code(name, function, made);
        if (!made.ContainsKey("Code") && !made.ContainsKey("CodeS3Location")) throw new InvalidResourceException(name, "One of 'InlineCode' or 'CodeUri' must be set.");
        made["DataSourceName"] = Own(SourceName(name, function["DataSource"]));
        Take(made, function, "MaxBatchSize", "Description");
        made["Runtime"] = Runtime(name, function);
        if (function["Sync"] is JsonObject sync) made["SyncConfig"] = Own(sync);
        Emit(name, "FunctionConfiguration", made);
        _functions[name] = GetAtt(_id + name, "FunctionId");
    }

    private static void Code(string name, JsonObject given, JsonObject made)
    {
        if (!IsEmpty(given["InlineCode"]) && !IsEmpty(given["CodeUri"])) throw new InvalidResourceException(name, "Both 'InlineCode' and 'CodeUri' cannot be defined at the same time.");
        if (!IsEmpty(given["InlineCode"])) made["Code"] = Own(given["InlineCode"]);
        else if (!IsEmpty(given["CodeUri"])) made["CodeS3Location"] = Own(given["CodeUri"]);
    }

    private static JsonObject Runtime(string name, JsonObject given) => given["Runtime"] is JsonObject runtime
        ? Map(("Name", runtime["Name"]), ("RuntimeVersion", runtime["Version"]))
        : throw new InvalidResourceException(name, $"'Runtime' must be defined as a property in {name}.");

    private JsonNode SourceName(string name, JsonNode? given)
    {
        if (IsEmpty(given)) throw new InvalidResourceException(name, "'DataSource' must be set.");
        if (Text(given) is not { } source) return given!;
        if (source.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            // AWS: one source of nothing serves all that need none.
            if (!_run.Output.ContainsKey(_id + "NoneDataSource")) Emit("NoneDataSource", "DataSource", Map(("ApiId", _api), ("Name", _id + "NoneDataSource"), ("Type", "NONE")));
            return GetAtt(_id + "NoneDataSource", "Name");
        }
        return _sources.TryGetValue(source, out var known) ? known : throw new InvalidResourceException(name,
            $"Either define DataSource '{source}' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or another one to reference a DataSource defined outside of this GraphQLApi resource.");
    }

    private void Resolver(string type, string name, JsonObject resolver)
    {
        var made = Map(("ApiId", _api), ("FieldName", resolver["FieldName"] ?? name), ("TypeName", type));
        Code(name, resolver, made);
        var coded = made.ContainsKey("Code") || made.ContainsKey("CodeS3Location");
        made["Runtime"] = coded ? Runtime(name, resolver) : Map(("Name", "APPSYNC_JS"), ("RuntimeVersion", "1.0.0"));
        if (!coded) made["Code"] = PassOn;
        if (resolver["Pipeline"] is not JsonArray { Count: > 0 } pipeline)
            throw new InvalidResourceException(name, $"Resolver '{name}' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver you can use AppSync resource.");
        made["Kind"] = "PIPELINE";
        made["PipelineConfig"] = Map(("Functions", List([.. pipeline.Select(step =>
            Text(step) is { } function && _functions.TryGetValue(function, out var id) ? id : throw new InvalidResourceException(name, $"Function '{step}' does not exist."))])));
        if (resolver["Caching"] is JsonObject caching) made["CachingConfig"] = Own(caching);
        Take(made, resolver, "MaxBatchSize");
        Emit(type + name, "Resolver", made)["DependsOn"] = List(_id + "Schema");
    }
}
