// bankFile(): a statement or notification as a bank writes it, in one of the versions; valid against its schema.
#pragma once

#include <string>
#include <vector>

namespace sepa::tests {

struct Payment {
    std::string amount = "50.00";
    std::string structured{};    ///< A creditor reference.
    std::string unstructured{};  ///< What the payer typed.
    std::string id = "B-1";      ///< The bank's own reference; "" gives none.
    std::string direction = "CRDT";
    std::string status = "BOOK";
    std::string currency = "EUR";
    bool reversal = false;
    bool returned = false;
};

inline std::string remittance(const Payment& one) {
    std::string out;
    if (!one.unstructured.empty()) out += "<Ustrd>" + one.unstructured + "</Ustrd>";
    if (!one.structured.empty())
        out += "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>" + one.structured +
               "</Ref></CdtrRefInf></Strd>";
    return out.empty() ? out : "<RmtInf>" + out + "</RmtInf>";
}

inline std::string entryOf(const Payment& one, bool new_form) {
    const auto amount = "<Amt Ccy=\"" + one.currency + "\">" + one.amount + "</Amt>";
    const auto direction = "<CdtDbtInd>" + one.direction + "</CdtDbtInd>";
    auto out = "<Ntry>" + amount + direction;
    if (one.reversal) out += "<RvslInd>true</RvslInd>";
    out += new_form ? "<Sts><Cd>" + one.status + "</Cd></Sts>" : "<Sts>" + one.status + "</Sts>";
    out += "<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt>";
    out += "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>";
    out += "<NtryDtls><TxDtls><Refs>";
    if (!one.id.empty()) out += "<AcctSvcrRef>" + one.id + "</AcctSvcrRef>";
    out += "<EndToEndId>NOTPROVIDED</EndToEndId></Refs>";
    out += new_form ? amount + direction : "<AmtDtls><TxAmt>" + amount + "</TxAmt></AmtDtls>";
    out += "<RltdPties><Dbtr>" +
           std::string{new_form ? "<Pty><Nm>Rossi &amp; C</Nm></Pty>" : "<Nm>Rossi &amp; C</Nm>"} +
           "</Dbtr></RltdPties>" + remittance(one);
    if (one.returned) out += "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";
    return out + "</TxDtls></NtryDtls></Ntry>";
}

inline const std::vector<std::string>& versions() {
    static const std::vector<std::string> all{"camt.053.001.02", "camt.053.001.08", "camt.054.001.02",
                                              "camt.054.001.08"};
    return all;
}

inline std::string bankFile(const std::string& version, const std::vector<Payment>& payments,
                            const std::string& account = "IT60X0542811101000000123456") {
    const bool statement = version.starts_with("camt.053");
    const std::string message = statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn";
    const std::string part = statement ? "Stmt" : "Ntfctn";
    auto out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + version +
        "\"><" + message + "><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-03T06:00:00+01:00</CreDtTm></GrpHdr><" + part +
        "><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-03-03T06:00:00+01:00</CreDtTm>" + "<Acct><Id><IBAN>" +
        account + "</IBAN></Id></Acct>";
    if (statement)
        out +=
            "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt "
            "Ccy=\"EUR\">1234.56</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            "<Dt><Dt>2026-03-02</Dt></Dt></Bal>";
    for (const auto& one : payments) out += entryOf(one, version.ends_with("08"));
    return out + "</" + part + "></" + message + "></Document>\n";
}

}  // namespace sepa::tests
