using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Custom domains of APIs, the paths that lead to them, and their records.</summary>
internal static class SamDomains
{
    public static void Rest(SamRun run, string id, JsonNode given, string stageId, JsonObject shared, JsonObject api)
    {
        var domain = SamChecks.MapOr(given, id, "Domain");
        var name = SamChecks.Required(domain["DomainName"], id, "Domain.DomainName");
        var certificate = SamChecks.Required(domain["CertificateArn"], id, "Domain.CertificateArn");
        var type = Text(domain["EndpointConfiguration"]) ?? "REGIONAL";
        if (type is not ("EDGE" or "REGIONAL" or "PRIVATE")) throw new InvalidResourceException(id, "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].");
        var isPrivate = type == "PRIVATE";
        var domainId = $"ApiGatewayDomainName{(isPrivate ? "V2" : "")}{Hash(name)}";
        var endpoint = Map(("Types", List(type)), ("IpAddressType", domain["IpAddressType"]));
        var properties = Map(("DomainName", name), ("EndpointConfiguration", endpoint), (type == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn", certificate));
        Take(properties, domain, "OwnershipVerificationCertificateArn", "SecurityPolicy", "EndpointAccessMode", "Policy");
        if (domain["MutualTlsAuthentication"] is { } tls) properties["MutualTlsAuthentication"] = MutualTls(id, tls, "Domain.");
        if (api["PropagateTags"] is { } propagate && Flag(propagate) == true && api["Tags"] is JsonObject tags) properties["Tags"] = Tags(tags);
        if (!run.Output.ContainsKey(domainId)) run.Emit(id, domainId, isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName", properties, shared);
        var mapping = isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping";
        foreach (var (suffix, key) in Paths(id, domain, "Domain.BasePath"))
        {
            var entry = Map((isPrivate ? "DomainNameArn" : "DomainName", Ref(domainId)), ("RestApiId", Ref(id)), ("Stage", Ref(stageId)), ("BasePath", key));
            run.Emit(id, $"{id}{suffix}BasePathMapping", mapping, entry, shared);
        }
        if (domain["AccessAssociation"] is { } access)
        {
            var map = SamChecks.MapOr(access, id, "Domain.AccessAssociation");
            run.Emit(id, $"DomainNameAccessAssociation{Hash(map)}", "AWS::ApiGateway::DomainNameAccessAssociation",
                Map(("AccessAssociationSource", map["VpcEndpointId"]), ("AccessAssociationSourceType", "VPCE"), ("DomainNameArn", Ref(domainId))), shared);
        }
        var edge = type == "EDGE";
        JsonNode target = Map(
            ("HostedZoneId", edge ? "Z2FDTNDATAQYW2" : isPrivate ? domain["Route53"].At("VpcEndpointHostedZoneId") : GetAtt(domainId, "RegionalHostedZoneId")),
            ("DNSName", isPrivate ? domain["Route53"].At("VpcEndpointDomainName") : GetAtt(domainId, edge ? "DistributionDomainName" : "RegionalDomainName")));
        Records(run, id, domain, name, target, edge ? domain["Route53"].At("DistributionDomainName") : null, shared);
    }

    public static void Http(SamRun run, string id, JsonNode given, string stageId, JsonObject shared, JsonObject? tags)
    {
        var domain = SamChecks.MapOr(given, id, "Domain");
        var name = SamChecks.Required(domain["DomainName"], id, "Domain.DomainName");
        var certificate = SamChecks.Required(domain["CertificateArn"], id, "Domain.CertificateArn");
        var type = Text(domain["EndpointConfiguration"]) ?? "REGIONAL";
        if (type != "REGIONAL") throw new InvalidResourceException(id, "EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].");
        var domainId = $"ApiGatewayDomainNameV2{Hash(name)}";
        var configuration = Map(("CertificateArn", certificate), ("EndpointType", type));
        Take(configuration, domain, "OwnershipVerificationCertificateArn", "SecurityPolicy", "IpAddressType");
        var properties = Map(("DomainName", name), ("DomainNameConfigurations", List(configuration)), ("Tags", tags));
        if (domain["MutualTlsAuthentication"] is { } tls) properties["MutualTlsAuthentication"] = MutualTls(id, tls, "", http: true);
        if (!run.Output.ContainsKey(domainId)) run.Emit(id, domainId, "AWS::ApiGatewayV2::DomainName", properties, shared);
        foreach (var (suffix, key) in Paths(id, domain, "Domain.BasePath", http: true))
            run.Emit(id, $"{id}{suffix}ApiMapping", "AWS::ApiGatewayV2::ApiMapping", Map(("DomainName", Ref(domainId)), ("ApiId", Ref(id)), ("Stage", Ref(stageId)), ("ApiMappingKey", key)), shared);
        Records(run, id, domain, name, Map(("HostedZoneId", GetAtt(domainId, "RegionalHostedZoneId")), ("DNSName", GetAtt(domainId, "RegionalDomainName"))), null, shared);
    }

    private static JsonObject MutualTls(string id, JsonNode node, string prefix, bool http = false)
    {
        if (node is not JsonObject map) throw new InvalidResourceException(id, "Mutual TLS authentication must be a map.");
        var wrong = map.Select(m => m.Key).Where(k => k is not ("TruststoreUri" or "TruststoreVersion")).Order(StringComparer.Ordinal).ToArray();
        if (wrong.Length > 0)
            throw new InvalidResourceException(http ? string.Join(',', wrong) : id, $"Available {prefix}MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].");
        var made = new JsonObject();
        Take(made, map, "TruststoreUri");
        if (!IsEmpty(map["TruststoreVersion"])) Take(made, map, "TruststoreVersion");
        return made;
    }

    private static List<(string Suffix, JsonNode? Key)> Paths(string id, JsonObject domain, string property, bool http = false)
    {
        if (domain["BasePath"] is not { } given) return [("", null)];
        var list = given as JsonArray ?? List(given);
        var made = new List<(string, JsonNode?)>();
        for (var i = 0; i < list.Count; i++)
        {
            if (Text(list[i]) is not { } path) throw new InvalidResourceException(id, http ? "Basepath must be a string." : $"Property '{property}[{i}]' should be a string.");
            var plain = string.Concat(path.Where(c => char.IsAsciiLetterOrDigit(c)));
            // AWS: a path without letters or digits keeps nothing of itself in the id; the root maps to the empty path.
            var key = Flag(domain["NormalizeBasePath"]) == false ? path : http ? path.Trim('/') : plain;
            made.Add((plain, http && path == "/" ? null : key));
        }
        return made;
    }

    private static void Records(SamRun run, string id, JsonObject domain, JsonNode name, JsonNode target, JsonNode? distribution, JsonObject shared)
    {
        if (domain["Route53"] is not { } given) return;
        var route = SamChecks.MapOr(given, id, "Domain.Route53");
        var zone = route["HostedZoneId"] ?? route["HostedZoneName"] ?? throw new InvalidResourceException(id, "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.");
        if (distribution is not null) target["DNSName"] = Own(distribution);
        if (route["EvaluateTargetHealth"] is { } health) target["EvaluateTargetHealth"] = Own(health);
        var separate = Flag(route["SeparateRecordSetGroup"]) == true;
        var groupId = separate ? $"RecordSetGroup{Hash(List(zone, name))}" : $"RecordSetGroup{Hash(zone)}";
        if (run.Output[groupId] is not JsonObject group)
            group = run.Emit(id, groupId, "AWS::Route53::RecordSetGroup", Map((route["HostedZoneId"] is not null ? "HostedZoneId" : "HostedZoneName", zone), ("RecordSets", new JsonArray())), shared);
        var records = (JsonArray)group["Properties"]!["RecordSets"]!;
        foreach (var type in Flag(route["IpV6"]) == true ? (string[])["A", "AAAA"] : ["A"])
        {
            var record = Map(("Name", name), ("Type", type), ("AliasTarget", target));
            Take(record, route, "Region", "SetIdentifier");
            records.Add((JsonNode)record);
        }
    }
}
