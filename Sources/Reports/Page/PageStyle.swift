/// The style sheet of the page.
enum PageStyle {
  static let text = """
    :root{--ink:#1c2126;--soft:#5a6670;--line:#d8dee2;--ground:#f5f6f7;--paper:#fff;--accent:#1f5f8b;\
    --s4:#8f1d1d;--s3:#b1500a;--s2:#806400;--s1:#35678a;--s0:#66727c}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:5rem}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 system-ui,-apple-system,\
    "Segoe UI","Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif}
    main,header.top,footer{max-width:1120px;margin:0 auto;padding:0 24px}
    header.top{padding-top:36px}
    h1{font-size:26px;font-weight:650;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
    h2{font-size:19px;font-weight:650;line-height:1.35;margin:0}
    h3{font-size:15px;font-weight:650;line-height:1.45;margin:0}
    h4{font-size:12.5px;font-weight:650;color:var(--soft);margin:18px 0 6px}
    p{margin:0 0 8px}
    a{color:var(--accent);text-underline-offset:2px}
    a:focus-visible,summary:focus-visible,[tabindex]:focus-visible,input:focus-visible,\
    select:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    code,.mono{font:12.5px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK JP",\
    monospace;overflow-wrap:anywhere}
    .soft{color:var(--soft)}
    .num{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}
    .skip{position:absolute;left:-9999px}
    .skip:focus{left:12px;top:12px;background:var(--paper);padding:6px 12px;z-index:9}
    .figures{display:flex;flex-wrap:wrap;gap:4px 36px;margin:20px 0 0;padding:0;list-style:none}
    .figures b{display:block;font-size:24px;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
    .figures span{color:var(--soft);font-size:13px}
    .notice{margin:20px 0 0;padding:10px 14px;border-left:3px solid var(--s0);background:var(--ground)}
    .notice.bad{border-color:var(--s4)}
    .notice p{margin:0}
    nav.toc{margin:18px 0 0;font-size:14px}
    nav.toc a{margin-right:18px}
    form.filters{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line);\
    margin:24px 0 0;padding:10px 0;display:flex;flex-wrap:wrap;gap:8px 14px;align-items:end}
    form.filters[hidden]{display:none}
    form.filters label{display:flex;flex-direction:column;font-size:12px;color:var(--soft)}
    form.filters input,form.filters select,form.filters button{font:inherit;font-size:14px;color:var(--ink);\
    padding:4px 8px;border:1px solid #aab4bb;border-radius:4px;background:var(--paper);min-height:32px;max-width:100%}
    form.filters button{cursor:pointer}
    form.filters output{font-size:13px;color:var(--soft);padding-bottom:5px}
    section.part{margin:40px 0 0}
    section.part>h2{margin-bottom:10px}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.5}
    caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 6px}
    th,td{padding:6px 14px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{font-weight:600;color:var(--soft);font-size:12.5px;white-space:nowrap}
    th.num{text-align:right}
    tbody th{color:var(--ink);font-size:inherit;white-space:normal}
    tr:last-child>td,tr:last-child>th{border-bottom-color:transparent}
    table.people{min-width:860px}
    table.people .soft,tbody th .soft{font-weight:400}
    td.keep{white-space:nowrap}
    .sev{white-space:nowrap;font-weight:600}
    .sev:before{content:"";display:inline-block;width:9px;height:9px;margin-right:6px;border-radius:2px;background:currentColor}
    .s4{color:var(--s4)}.s3{color:var(--s3)}.s2{color:var(--s2)}.s1{color:var(--s1)}.s0{color:var(--s0)}
    section.person{margin:44px 0 0;padding-top:20px;border-top:2px solid var(--ink)}
    section.person>header{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}
    section.person>header .score{margin-left:auto;font-size:14px;white-space:nowrap}
    .score b{font-size:22px;font-weight:600;font-variant-numeric:tabular-nums}
    dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;margin:12px 0 0;font-size:13.5px}
    dl.facts dt{color:var(--soft)}
    dl.facts dd span{display:block}
    dl.facts dd{margin:0;overflow-wrap:anywhere}
    article{margin:22px 0 0;padding:0 0 0 16px;border-left:3px solid var(--line)}
    article.b4{border-color:var(--s4)}article.b3{border-color:var(--s3)}article.b2{border-color:var(--s2)}\
    article.b1{border-color:var(--s1)}
    article>header{display:flex;flex-wrap:wrap;gap:0 14px;align-items:baseline}
    article .meta{color:var(--soft);font-size:13px;margin:2px 0 6px;overflow-wrap:anywhere}
    article .message{margin:0 0 6px;overflow-wrap:anywhere}
    [hidden]{display:none!important}
    details{margin:8px 0 0}
    summary{cursor:pointer;font-size:13.5px;color:var(--accent)}
    details table{margin-top:6px;font-size:13px}
    td.raw{padding-top:0;color:#3a444c}
    tr.fact>td{border-bottom:0;padding-bottom:2px}
    .sha{color:var(--soft);font-size:11.5px}
    .chart{display:block;width:100%;height:auto;min-width:640px}
    .chart text{font:11px system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP",sans-serif;fill:var(--soft)}
    .chart .strong{fill:var(--ink);font-weight:600}
    .totals{display:block;width:340px;max-width:100%;height:auto}
    .totals text{font:10.5px system-ui,"Hiragino Sans","Noto Sans CJK JP",sans-serif;fill:var(--soft)}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:0 0 10px;padding:0;font-size:12.5px;color:var(--soft)}
    .legend svg{vertical-align:-1px;margin-right:5px}
    .calendars{display:flex;flex-wrap:wrap;gap:0 44px}
    .calendar{margin:0 0 18px;max-width:100%}
    .calendar p{font-size:13px;max-width:30em}
    .calendar svg{display:block}
    .calendar text{font:10px system-ui,"Hiragino Sans","Noto Sans CJK JP",sans-serif;fill:var(--soft)}
    ul.plain{margin:4px 0 0;padding-left:18px;font-size:13.5px}
    footer{margin-top:56px;padding-bottom:40px;color:var(--soft);font-size:13px}
    @media (max-width:640px){main,header.top,footer{padding:0 14px}header.top{padding-top:20px}h1{font-size:22px}\
    form.filters{position:static}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:5px}\
    article{padding-left:10px}section.person>header .score{margin-left:0}}
    @media print{@page{margin:14mm 12mm}body{font-size:10pt;line-height:1.45}main,header.top,footer{max-width:none;padding:0}\
    form.filters,nav.toc,.skip{display:none!important}a{color:inherit;text-decoration:none}\
    details::details-content{content-visibility:visible;height:auto}\
    summary{color:var(--soft);list-style:none}.scroll{overflow:visible}.chart{min-width:0}\
    section.person{break-before:page;margin-top:0}tr,.calendar,.chart,.totals,article>header{break-inside:avoid}\
    h2,h3,h4,caption{break-after:avoid}thead{display:table-header-group}table,details table{font-size:8.5pt}}
    """
}
